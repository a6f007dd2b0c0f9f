# %% [markdown]
# # Titanic - my first kernel, please upvote!

# %%
# This Python 3 environment comes with many helpful analytics libraries installed
# For example, here's several helpful packages to load
import numpy as np # linear algebra
import pandas as pd # data processing, CSV file I/O (e.g. pd.read_csv)

# Input data files are available in the read-only "../input/" directory
# For example, running this will list all files under "/kaggle/input"

import os
for dirname, _, filenames in os.walk('/kaggle/input'):  # expect: hard-coded-path
    for filename in filenames:
        print(os.path.join(dirname, filename))

# You can write up to 20GB to the current directory (/kaggle/working/)
# You can also write temporary files to /kaggle/temp/

# %%
train_data = pd.read_csv("/kaggle/input/titanic/train.csv")  # expect: hard-coded-path, untracked-data
train_data.head()

# %%
test_data = pd.read_csv("/kaggle/input/titanic/test.csv")  # expect: hard-coded-path, untracked-data
test_data.head()

# %%
women = train_data.loc[train_data.Sex == 'female']["Survived"]
rate_women = sum(women)/len(women)
print("% of women who survived:", rate_women)

# %%
from sklearn.ensemble import RandomForestClassifier

y = train_data["Survived"]
features = ["Pclass", "Sex", "SibSp", "Parch"]
X = pd.get_dummies(train_data[features])
X_test = pd.get_dummies(test_data[features])

model = RandomForestClassifier(n_estimators=100, max_depth=5, random_state=1)
model.fit(X, y)  # expect: untracked-experiment
predictions = model.predict(X_test)

output = pd.DataFrame({'PassengerId': test_data.PassengerId, 'Survived': predictions})
output.to_csv('submission.csv', index=False)
print("Your submission was successfully saved!")

# %%
check = pd.read_csv('submission.csv')
check.shape
