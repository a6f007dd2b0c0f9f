# %% [markdown]
# # Lecture 5: naive Bayes, by hand
# A spam filter from word counts.

# %%
import random
import re
import math
import glob
from collections import defaultdict, Counter

# %%
def tokenize(message):
    message = message.lower()
    all_words = re.findall("[a-z0-9']+", message)
    return sorted(set(all_words))

print tokenize("Hello there, how are YOU?")

# %%
def get_subject_data(path):
    data = []
    subject_regex = re.compile(r"^Subject:\s+")
    for fn in glob.glob(path):  # expect: nondeterministic-order
        is_spam = "ham" not in fn
        with open(fn, 'r') as file:  # expect: untracked-data
            for line in file:
                if line.startswith("Subject:"):
                    subject = subject_regex.sub("", line).strip()
                    data.append((subject, is_spam))
    return data

data = get_subject_data(r"C:\spam\*\*")  # expect: hard-coded-path
print len(data), "subjects"

# %%
def split_data(data, prob):
    results = [], []
    for row in data:
        results[0 if random.random() < prob else 1].append(row)
    return results

# %%
random.seed(0)
train_data, test_data = split_data(data, 0.75)
print len(train_data), len(test_data)

# %%
def count_words(training_set):
    counts = defaultdict(lambda: [0, 0])
    for message, is_spam in training_set:
        for word in tokenize(message):
            counts[word][0 if is_spam else 1] += 1
    return counts

# %%
def word_probabilities(counts, total_spams, total_non_spams, k=0.5):
    return [(w, (spam + k) / (total_spams + 2 * k), (non_spam + k) / (total_non_spams + 2 * k))
            for w, (spam, non_spam) in counts.iteritems()]

# %%
def spam_probability(word_probs, message):
    message_words = tokenize(message)
    log_prob_if_spam = log_prob_if_not_spam = 0.0
    for word, prob_if_spam, prob_if_not_spam in word_probs:
        if word in message_words:
            log_prob_if_spam += math.log(prob_if_spam)
            log_prob_if_not_spam += math.log(prob_if_not_spam)
        else:
            log_prob_if_spam += math.log(1.0 - prob_if_spam)
            log_prob_if_not_spam += math.log(1.0 - prob_if_not_spam)
    prob_if_spam = math.exp(log_prob_if_spam)
    prob_if_not_spam = math.exp(log_prob_if_not_spam)
    return prob_if_spam / (prob_if_spam + prob_if_not_spam)

# %%
class NaiveBayesClassifier:
    def __init__(self, k=0.5):
        self.k = k
        self.word_probs = []

    def fit(self, training_set):
        num_spams = len([is_spam for message, is_spam in training_set if is_spam])
        num_non_spams = len(training_set) - num_spams
        word_counts = count_words(training_set)
        self.word_probs = word_probabilities(word_counts, num_spams, num_non_spams, self.k)

    def classify(self, message):
        return spam_probability(self.word_probs, message)

# %%
try:
    classifier = NaiveBayesClassifier()
    classifier.fit(train_data)  # expect: untracked-experiment
except ZeroDivisionError, e:
    print "empty training set", e

# %%
classified = [(subject, is_spam, classifier.classify(subject)) for subject, is_spam in test_data]
classified.sort(key=lambda row: row[2])
spammiest_hams = filter(lambda row: not row[1], classified)[-5:]
hammiest_spams = filter(lambda row: row[1], classified)[:5]
print "spammiest_hams", spammiest_hams

# %%
words = sorted(classifier.word_probs, key=lambda wp: wp[1] / (wp[1] + wp[2]))
print "spammiest_words", words[-5:]
for i in xrange(3):
    print i, words[i]

# %%
name = raw_input("A subject to try: ")  # expect: interactive-input
print `name`, classifier.classify(name)

# %%
if len(words) <> 0:
    print "done"
