# %% [markdown]
# # Fine-tune Whisper for Hindi
# Common Voice, `Seq2SeqTrainer`, word error rate.

# %%
!add-apt-repository -y ppa:jonathonf/ffmpeg-4  # expect: shell-step
!apt update  # expect: shell-step
!apt install -y ffmpeg  # expect: shell-step

# %%
!pip install "datasets>=2.6.1"  # expect: unpinned-install
!pip install git+https://github.com/huggingface/transformers@e5fd865ebae062b7cf03a81b8c6affeb39f30bec
!pip install evaluate==0.4.1 jiwer==3.0.3
# !pip install librosa

# %%
from google.colab import drive  # expect: platform-bound
drive.mount("/content/gdrive", force_remount=True)  # expect: interactive-input, hard-coded-path, platform-bound

# %%
import os
import torch
import evaluate
from dataclasses import dataclass
from typing import Any, Dict, List, Union
from datasets import load_dataset, DatasetDict, Audio, load_from_disk
from transformers import WhisperFeatureExtractor, WhisperTokenizer, WhisperProcessor, WhisperForConditionalGeneration
from transformers import Seq2SeqTrainingArguments, Seq2SeqTrainer

out_dir = "/content/gdrive/MyDrive/whisper-small-hi"  # expect: hard-coded-path

# %%
common_voice = DatasetDict()
common_voice["train"] = load_dataset("mozilla-foundation/common_voice_11_0", "hi", split="train+validation", token=True)  # expect: untracked-data
common_voice["test"] = load_dataset("mozilla-foundation/common_voice_11_0", "hi", split="test", token=True)  # expect: untracked-data
print(common_voice)

# %%
common_voice = common_voice.remove_columns(["accent", "age", "client_id", "down_votes", "gender", "locale", "path", "segment", "up_votes"])
common_voice = common_voice.cast_column("audio", Audio(sampling_rate=16000))
print(common_voice["train"][0])

# %%
feature_extractor = WhisperFeatureExtractor.from_pretrained("openai/whisper-small")  # expect: floating-model-version
tokenizer = WhisperTokenizer.from_pretrained("openai/whisper-small", language="Hindi", task="transcribe")  # expect: floating-model-version
processor = WhisperProcessor.from_pretrained("openai/whisper-small", language="Hindi", task="transcribe")  # expect: floating-model-version

# %%
def prepare_dataset(batch):
    audio = batch["audio"]
    batch["input_features"] = feature_extractor(audio["array"], sampling_rate=audio["sampling_rate"]).input_features[0]
    batch["labels"] = tokenizer(batch["sentence"]).input_ids
    return batch

common_voice = common_voice.map(prepare_dataset, remove_columns=common_voice.column_names["train"], num_proc=2)

# %%
common_voice.save_to_disk('cv_prepared')
common_voice = load_from_disk('cv_prepared')

# %%
split = common_voice["train"].train_test_split(test_size=0.1)  # expect: unseeded-run
split2 = common_voice["train"].train_test_split(test_size=0.1, seed=1)

# %%
@dataclass
class DataCollatorSpeechSeq2SeqWithPadding:
    processor: Any

    def __call__(self, features: List[Dict[str, Union[List[int], torch.Tensor]]]) -> Dict[str, torch.Tensor]:
        batch = self.processor.feature_extractor.pad([{"input_features": f["input_features"]} for f in features], return_tensors="pt")
        labels_batch = self.processor.tokenizer.pad([{"input_ids": f["labels"]} for f in features], return_tensors="pt")
        batch["labels"] = labels_batch["input_ids"].masked_fill(labels_batch.attention_mask.ne(1), -100)
        return batch

data_collator = DataCollatorSpeechSeq2SeqWithPadding(processor=processor)

# %%
metric = evaluate.load("wer")

def compute_metrics(pred):
    label_ids = pred.label_ids
    label_ids[label_ids == -100] = tokenizer.pad_token_id
    pred_str = tokenizer.batch_decode(pred.predictions, skip_special_tokens=True)
    label_str = tokenizer.batch_decode(label_ids, skip_special_tokens=True)
    return {"wer": 100 * metric.compute(predictions=pred_str, references=label_str)}

# %%
model = WhisperForConditionalGeneration.from_pretrained("openai/whisper-small", revision="main")  # expect: floating-model-version
model.config.forced_decoder_ids = None
model.config.suppress_tokens = []

# %%
training_args = Seq2SeqTrainingArguments(
    output_dir=out_dir, per_device_train_batch_size=16, learning_rate=1e-5, warmup_steps=500, max_steps=4000,
    fp16=True, evaluation_strategy="steps", predict_with_generate=True, report_to=["tensorboard"],
    load_best_model_at_end=True, metric_for_best_model="wer", greater_is_better=False)

# %%
trainer = Seq2SeqTrainer(args=training_args, model=model, train_dataset=split["train"], eval_dataset=common_voice["test"],
                         data_collator=data_collator, compute_metrics=compute_metrics, tokenizer=processor.feature_extractor)
trainer.train()

# %%
processor.save_pretrained(training_args.output_dir)
model.save_pretrained(training_args.output_dir)  # expect: loose-model-file

# %%
again = WhisperForConditionalGeneration.from_pretrained(out_dir)

# %%
%load_ext tensorboard
%tensorboard --logdir /content/gdrive/MyDrive/whisper-small-hi/runs  # expect: hard-coded-path
