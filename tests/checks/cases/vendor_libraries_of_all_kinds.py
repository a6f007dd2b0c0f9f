# %% [markdown]
# # One cell per library
# Each trains, measures or saves in its own words.

# %%
import nltk

pairs = [({"last": name[-1]}, kind) for name, kind in [("ann", "f"), ("bob", "m")]]
bayes = nltk.NaiveBayesClassifier.train(pairs[:1])  # expect: untracked-experiment
print(nltk.classify.accuracy(bayes, pairs[1:]))  # expect: printed-metric

# %%
from lightfm import LightFM
from lightfm.data import Dataset
from lightfm.evaluation import precision_at_k

dataset = Dataset()
dataset.fit(users=[1, 2], items=[3, 4])
interactions, weights = dataset.build_interactions([(1, 3), (2, 4)])
ranker = LightFM(loss="warp", random_state=1)
ranker.fit(interactions, epochs=3)
precision_at_k(ranker, interactions, k=2).mean()  # expect: printed-metric

# %%
from pyspark.ml.evaluation import RegressionEvaluator
from pyspark.ml.regression import LinearRegression

line = LinearRegression(labelCol="y").fit(train_frame)  # expect: undefined-on-restart
print(line.summary.rootMeanSquaredError)  # expect: printed-metric
guesses = line.transform(test_frame)  # expect: undefined-on-restart

# %%
evaluator = RegressionEvaluator(labelCol="y")
print("RMSE", evaluator.evaluate(guesses))  # expect: printed-metric
line.write().overwrite().save("line")  # expect: loose-model-file

# %%
from ultralytics import YOLO

detector = YOLO("yolov8n.pt")
detector.train(data="coco8.yaml", epochs=1)
quality = detector.val()
print(quality.box.map)  # expect: printed-metric

# %%
import tensorflow as tf

net = tf.keras.Sequential([tf.keras.layers.Dense(1)])
converter = tf.lite.TFLiteConverter.from_keras_model(net)
small = converter.convert()
with open("net.tflite", "wb") as file:
    file.write(small)  # expect: loose-model-file

# %%
from darts.dataprocessing.transformers import Scaler
from mlxtend.preprocessing import TransactionEncoder

scaled = Scaler().fit_transform(series)  # expect: undefined-on-restart
baskets = TransactionEncoder().fit([["milk", "bread"]]).transform([["milk"]])

# %%
from gensim.models import CoherenceModel, LdaModel

topics = LdaModel(bags, num_topics=3, random_state=0)  # expect: undefined-on-restart
coherence = CoherenceModel(model=topics, texts=texts, corpus=bags)  # expect: undefined-on-restart
print(coherence.get_coherence())  # expect: printed-metric

# %%
import numpy as np
from scipy.stats import pearsonr
from sklearn.linear_model import Ridge

ridge = Ridge().fit(X_train, y_train)  # expect: undefined-on-restart
guess = ridge.predict(X_test)  # expect: undefined-on-restart
print(pearsonr(y_test, guess))  # expect: printed-metric, undefined-on-restart

# %%
np.corrcoef(y_test, guess)[0, 1]  # expect: printed-metric, undefined-on-restart

# %%
pearsonr(X_train[:, 0], X_train[:, 1])  # expect: undefined-on-restart

# %%
from statsmodels.tsa.arima.model import ARIMA

sales, kept_back = [3.0, 4.0, 5.0, 4.0], np.array([5.0, 6.0])
coming = ARIMA(sales, order=(1, 0, 0)).fit().get_forecast(2).predicted_mean
print("error", np.sqrt(((kept_back - coming) ** 2).mean()))  # expect: printed-metric

# %%
from stable_baselines3 import PPO
from stable_baselines3.common.evaluation import evaluate_policy

agent = PPO("MlpPolicy", "CartPole-v1", seed=0)
agent.learn(1000)
reward, spread = evaluate_policy(agent, agent.get_env(), n_eval_episodes=5)
print(reward, spread)  # expect: printed-metric
agent.save("cartpole")  # expect: loose-model-file
