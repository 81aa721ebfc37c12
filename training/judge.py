"""Have a trained model read articles, in torch and in floats."""

from __future__ import annotations

import numpy as np
import torch

from analysis.encoder import Encoding, cut_windows, window_ids
from training.data import LabelledArticle
from training.model import Model

OUTPUTS = ("attribution_tags", "attribution_queries", "attribution_keys")


def judge(model: Model, labelled: LabelledArticle, limit: int) -> Encoding:
    """What the model says of an article read in windows of at most ``limit`` ids."""
    pieces = labelled.pieces
    ranges = list(cut_windows(labelled.article.text, pieces, limit))
    read = [window_ids(pieces, start, end) for start, end in ranges]
    ids = torch.zeros(
        (len(read), max((len(each) for each, _ in read), default=0)), dtype=torch.long
    )
    for row, (each, _) in zip(ids, read, strict=True):
        row[: len(each)] = torch.from_numpy(each)
    lengths = torch.tensor([len(each) for each, _ in read])
    with torch.no_grad():
        answers = model.attribution(model.encoder(ids, lengths))
    return Encoding(
        pieces,
        np.repeat(np.arange(len(ranges)), [end - start for start, end in ranges]),
        {
            name: np.concatenate(
                [rows[position] for rows, (_, position) in zip(answer, read, strict=True)]
            )
            for name, answer in zip(OUTPUTS, (each.numpy() for each in answers), strict=True)
        },
    )
