"""Golden values of the sampling processors, from Hugging Face transformers' own classes.

Run: python processor_goldens.py OUTPUT.json   (needs torch 2.13 and transformers 5.24)

The file holds `logits`, by name, as base64 of little-endian float32, and `cases`. A case names its logits, the token ids so far, how many of
them are the prompt, and what to build: one processor (`processor`, `parameters`) or the whole list that `generate()` makes of a
generation config (`generation`). What came out is given as `ruled_out` (the ids that are -Infinity) or, where that is shorter, `kept`, and
`changed`: [id, value] of each finite score that differs from its logit.
"""

import base64
import json
import sys
from types import SimpleNamespace

import numpy as np
import torch
import transformers
from transformers import GenerationConfig
from transformers.generation import logits_process as hf
from transformers.generation.utils import GenerationMixin

generator = np.random.default_rng(20111)


def tied(size, step):
    return np.round(generator.normal(0, 2, size) / step) * step


logits = {
    "seven": generator.normal(0, 2, 7),
    "fifty": generator.normal(0, 3, 50),
    "tied": tied(64, 0.5),
    "all_equal": np.full(7, 1.25),
    "with_ruled_out": np.where(generator.random(60) < 0.4, -np.inf, generator.normal(0, 3, 60)),
    "one_left": np.where(np.arange(12) == 5, 0.75, -np.inf),
    "peaked": np.where(np.arange(40) == 17, 60.0, generator.normal(0, 1, 40)),
    "flat": generator.normal(0, 0.05, 300),
    "wide": generator.normal(0, 4, 4096),
    "negative": generator.normal(-40, 5, 90),
}
logits = {name: values.astype(np.float32) for name, values in logits.items()}
cases = []


def record(name, ids, prompt_length, outcome, **what):
    before, after = logits[name], outcome.numpy()[0]
    gone = np.isneginf(after)
    sets = {"ruled_out": np.flatnonzero(gone).tolist(), "kept": np.flatnonzero(~gone).tolist()}
    key = min(sets, key=lambda side: len(sets[side]))
    differs = np.flatnonzero(~gone & (before != after))
    changed = [[int(i), float(f"{after[i]:.8g}")] for i in differs]
    cases.append(
        {"logits": name, "token_ids": ids, "prompt_length": prompt_length, **what, key: sets[key], "changed": changed}
    )


def run(name, processor, ids=(0,), prompt_length=1, **parameters):
    ids = list(ids)
    keyword = dict(parameters)
    if processor is hf.MinNewTokensLengthLogitsProcessor:
        keyword["prompt_length_to_skip"] = prompt_length
    outcome = processor(**keyword)(torch.tensor([ids], dtype=torch.long), torch.from_numpy(logits[name])[None].clone())
    if processor is hf.SequenceBiasLogitsProcessor:
        parameters = {"sequence_bias": [[list(key), bias] for key, bias in parameters["sequence_bias"].items()]}
    record(name, ids, prompt_length, outcome, processor=processor.__name__, parameters=parameters)


def generate(name, ids, prompt_length, **config):
    eos = config.get("eos_token_id")
    settings = GenerationConfig(**config)
    settings._eos_token_tensor = None if eos is None else torch.tensor(eos)
    model = SimpleNamespace(config=SimpleNamespace(is_encoder_decoder=False))
    model._merge_criteria_processor_list = lambda own, custom: own
    if config.get("sequence_bias"):
        config["sequence_bias"] = [[list(key), bias] for key, bias in config["sequence_bias"].items()]
    # A generation config of this version leaves unset options at None, which means off.
    processors = GenerationMixin._get_logits_processor(model, settings, input_ids_seq_length=prompt_length, device="cpu")
    outcome = processors(torch.tensor([ids]), torch.from_numpy(logits[name])[None].clone())
    record(name, ids, prompt_length, outcome, generation=config)


for temperature in (0.01, 0.7, 1.9):
    for name in ("seven", "with_ruled_out"):
        run(name, hf.TemperatureLogitsWarper, temperature=temperature)
for name in logits:
    for top_k in (1, 5, 40, 1_000_000):
        run(name, hf.TopKLogitsWarper, top_k=top_k)
    for top_p in (1e-6, 0.1, 0.5, 0.9, 0.99, 0.999):
        run(name, hf.TopPLogitsWarper, top_p=top_p)
    for min_p in (0.001, 0.05, 0.3, 1.0):
        run(name, hf.MinPLogitsWarper, min_p=min_p)
    for mass in (1e-6, 0.2, 0.5, 0.95):
        run(name, hf.TypicalLogitsWarper, mass=mass)

repeating = [3, 5, 3, 3, 1, 5, 2, 6, 3, 5]
long_history = generator.integers(0, 50, 120).tolist()
for penalty in (0.8, 1.1, 2.0):
    run("seven", hf.RepetitionPenaltyLogitsProcessor, repeating, 4, penalty=penalty)
    run("with_ruled_out", hf.RepetitionPenaltyLogitsProcessor, long_history, 7, penalty=penalty)
for size in (1, 2, 3, 5):
    run("seven", hf.NoRepeatNGramLogitsProcessor, repeating, 4, ngram_size=size)
    run("fifty", hf.NoRepeatNGramLogitsProcessor, long_history, 7, ngram_size=size)
    run("seven", hf.NoRepeatNGramLogitsProcessor, [3], 1, ngram_size=size)
    run("seven", hf.NoRepeatNGramLogitsProcessor, [3, 3, 3, 3], 1, ngram_size=size)
run("fifty", hf.SequenceBiasLogitsProcessor, sequence_bias={(4,): 2.5, (0,): -100.0, (49,): 100.0})
words = [[1], [5, 2], [3, 5, 4], [5, 5, 5, 5], [9, 8, 7]]
for ids in (repeating, [3], [5, 5, 5]):
    run("fifty", hf.NoBadWordsLogitsProcessor, ids, 1, bad_words_ids=words, eos_token_id=[2])
run("fifty", hf.NoBadWordsLogitsProcessor, repeating, 1, bad_words_ids=[[2], [7], [3]], eos_token_id=[2, 3])
for generated in (0, 2, 3):
    ids = [1] * (4 + generated)
    run("seven", hf.MinNewTokensLengthLogitsProcessor, ids, 4, min_new_tokens=3, eos_token_id=[2, 6])
for length in (8, 9, 10):
    run("seven", hf.ForcedEOSTokenLogitsProcessor, [1] * length, 4, max_length=10, eos_token_id=[2, 6])

for sample in (True, False):
    generate(
        "fifty", long_history, 100, do_sample=sample, temperature=0.6, top_k=12, top_p=0.8, min_p=0.02, typical_p=0.9,
        repetition_penalty=1.3, no_repeat_ngram_size=2, bad_words_ids=[[4], [7, 9]], min_new_tokens=40, eos_token_id=[2, 6],
        sequence_bias={(11,): 4.0, (20,): -3.0},
    )
generate("wide", long_history, 120, do_sample=True, temperature=1.4, top_k=200, top_p=0.95, repetition_penalty=1.1)
generate("wide", long_history, 120, do_sample=True, temperature=0.3, min_p=0.1)
generate("wide", long_history, 120, do_sample=True, temperature=2.5, typical_p=0.4)
generate(
    "seven", repeating, 4, do_sample=True, temperature=0.9, top_p=0.7, repetition_penalty=1.2, eos_token_id=[2],
    max_length=len(repeating) + 1, forced_eos_token_id=[2],
)

log_softmax = []
for name in ("seven", "wide", "with_ruled_out", "negative"):
    values, ids = torch.log_softmax(torch.from_numpy(logits[name]).double(), -1).topk(5)
    log_softmax.append({"logits": name, "token_ids": ids.tolist(), "logprobs": [float(f"{v:.10g}") for v in values]})

golden = {
    "reference": f"torch {torch.__version__.split('+')[0]}, transformers {transformers.__version__}",
    "logits": {name: base64.b64encode(values.astype("<f4").tobytes()).decode() for name, values in logits.items()},
    "cases": cases,
    "log_softmax": log_softmax,
}
with open(sys.argv[1], "w", encoding="utf-8") as file:
    head = {key: golden[key] for key in ("reference", "logits", "log_softmax")}
    file.write(json.dumps(head, separators=(",", ":"))[:-1] + ',"cases":[\n')
    file.write(",\n".join(json.dumps(case, separators=(",", ":")) for case in cases) + "\n]}\n")
