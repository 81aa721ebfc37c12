"""Train the encoder and its attribution head on PolNeAR.

    python -m training.train --data PATH/polnear --base PATH/model --out FOLDER

First a teacher of the base's full size learns from the annotators. Then the parts of it that matter
least for their time are cut away, and what is left learns from annotators and teacher together. A
stage whose result lies in the folder already is not run again.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import torch

from analysis.encoder import load_tokenizer
from training.data import LabelledArticle, label_article, read_articles
from training.judge import judge
from training.learn import Course, head_loss, load_model, make_epoch, save_model, train
from training.model import Model, load_base
from training.prune import choose, importance, prune

TEACHER = Course(epochs=3)
STUDENT = Course(
    epochs=10, rate=3e-4, shortest_window=48, longest_window=144, trust=0.5, imitation=0.5
)
_BATCHES_TO_WEIGH = 48
_TEACHER_WINDOW = 160


def learn_student(
    teacher: Model, articles: list[LabelledArticle], budget: float, course: Course, save: Path
) -> Model:
    """Cut the teacher down to ``budget`` microseconds and let the rest learn."""
    weighed = make_epoch(articles, None, TEACHER, random.Random(0))[:_BATCHES_TO_WEIGH]
    matters = importance(
        teacher.encoder, weighed, lambda states, batch: head_loss(teacher, states, batch)
    )
    encoder = prune(teacher.encoder, choose(*matters, budget))
    student = Model(encoder.shape)
    student.encoder = encoder
    student.attribution.load_state_dict(teacher.attribution.state_dict())
    print(student.encoder.shape, flush=True)
    judgements = [judge(teacher, article, _TEACHER_WINDOW) for article in articles]
    return train(student, articles, course, judgements, save)


def load_articles(folder: Path, base: Path) -> list[LabelledArticle]:
    """The articles of one part of the corpus, cut into the pieces of the base's tokenizer."""
    tokenizer = load_tokenizer(base / "tokenizer.json")
    return [label_article(article, tokenizer) for article in read_articles(folder)]


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--budget", type=float, default=25_000.0, help="see training/prune.py")
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    arguments.out.mkdir(parents=True, exist_ok=True)
    articles = load_articles(arguments.data / "train", arguments.base)
    kept = arguments.out / "teacher.pt"
    if not kept.exists():
        save_model(train(load_base(arguments.base), articles, TEACHER), kept)
    student = learn_student(
        load_model(kept), articles, arguments.budget, STUDENT, arguments.out / "student.partial.pt"
    )
    save_model(student, arguments.out / "student.pt")


if __name__ == "__main__":
    main()
