# %% [markdown]
# # Text classification of DBPedia with a managed algorithm
# Kernel: conda_python3. Data preparation, training, hosting.

# %%
import json
import boto3
import sagemaker
from sagemaker import get_execution_role

sess = sagemaker.Session()
role = get_execution_role()
bucket = sess.default_bucket()  # Replace with your own bucket name if needed
prefix = "blazingtext/supervised"

# %%
!wget https://example-datasets.s3.amazonaws.com/dbpedia_csv.tar.gz  # expect: shell-step, unversioned-download

# %%
!tar -xzvf dbpedia_csv.tar.gz  # expect: shell-step

# %%
!head dbpedia_csv/train.csv -n 3
!grep -i "automatic electric" dbpedia_csv/train.csv

# %%
index_to_label = {}
with open("dbpedia_csv/classes.txt") as f:  # expect: untracked-data
    for i, label in enumerate(f.readlines()):
        index_to_label[str(i + 1)] = label.strip()
print(index_to_label)

# %%
from random import shuffle
import multiprocessing
from multiprocessing import Pool
import csv
import nltk

nltk.download("punkt")


# %%
def transform_instance(row):
    cur_row = []
    label = "__label__" + index_to_label[row[0]]
    cur_row.append(label)
    cur_row.extend(nltk.word_tokenize(row[1].lower()))
    cur_row.extend(nltk.word_tokenize(row[2].lower()))
    return cur_row


# %%
def preprocess(input_file, output_file, keep=1):
    all_rows = []
    with open(input_file, "r") as csvinfile:  # expect: untracked-data
        for row in csv.reader(csvinfile, delimiter=","):
            all_rows.append(row)
    shuffle(all_rows)  # expect: unseeded-run
    all_rows = all_rows[: int(keep * len(all_rows))]
    pool = Pool(processes=multiprocessing.cpu_count())
    transformed_rows = pool.map(transform_instance, all_rows)
    pool.close()
    pool.join()
    with open(output_file, "w") as csvoutfile:
        csv_writer = csv.writer(csvoutfile, delimiter=" ", lineterminator="\n")
        csv_writer.writerows(transformed_rows)


preprocess("dbpedia_csv/train.csv", "dbpedia.train", keep=0.2)
preprocess("dbpedia_csv/test.csv", "dbpedia.validation")

# %%
%%time
train_channel = prefix + "/train"
validation_channel = prefix + "/validation"
sess.upload_data(path="dbpedia.train", bucket=bucket, key_prefix=train_channel)
sess.upload_data(path="dbpedia.validation", bucket=bucket, key_prefix=validation_channel)

s3_train_data = "s3://{}/{}".format(bucket, train_channel)
s3_validation_data = "s3://{}/{}".format(bucket, validation_channel)

# %%
region_name = boto3.Session().region_name
container = sagemaker.image_uris.retrieve("blazingtext", region_name, "latest")
print("Using container: {} ({})".format(container, region_name))

# %%
from sagemaker.experiments.run import Run

bt_model = sagemaker.estimator.Estimator(
    container,
    role,
    instance_count=1,
    instance_type="ml.c4.4xlarge",
    volume_size=30,
    max_run=360000,
    input_mode="File",
    output_path="s3://{}/{}/output".format(bucket, prefix),
    hyperparameters={"mode": "supervised", "epochs": 1, "min_count": 2, "vector_dim": 10},
)

# %%
train_data = sagemaker.inputs.TrainingInput(s3_train_data, distribution="FullyReplicated", content_type="text/plain")
validation_data = sagemaker.inputs.TrainingInput(s3_validation_data, content_type="text/plain")
with Run(experiment_name="dbpedia", run_name="one-epoch", sagemaker_session=sess) as run:
    run.log_parameter("epochs", 1)
    bt_model.fit(inputs={"train": train_data, "validation": validation_data}, logs=True)

# %%
text_classifier = bt_model.deploy(initial_instance_count=1, instance_type="ml.m4.xlarge")

# %%
sentences = [
    "Convair was an american aircraft manufacturing company.",
    "Berwick secondary college is situated in the outer melbourne suburb.",
]
tokenized = [" ".join(nltk.word_tokenize(s)) for s in sentences]
response = text_classifier.predict(json.dumps({"instances": tokenized, "configuration": {"k": 2}}))
print(json.dumps(json.loads(response), indent=2))

# %%
aws_secret_access_key = "wJq7LrXt9UnFEMI/K7MDENG/bPxRfiCYzQ8vT2sd"  # expect: inline-secret
boto3.client("s3", aws_access_key_id="<your key id>", aws_secret_access_key=aws_secret_access_key)

# %%
sess.delete_endpoint(text_classifier.endpoint)
