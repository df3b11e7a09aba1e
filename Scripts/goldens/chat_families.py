#!/usr/bin/env python3
"""Renders a few chats with the templates that models are published with, for the tests of the built-in
framings. Run it from the top of the repository with a folder that holds the template of each family as
NAME.jinja (axolotl and TRL collect them); the templates themselves are not in the repository. A chat that
the template refuses is recorded as null."""

import json
import pathlib
import sys

from transformers.utils.chat_template_utils import render_jinja_template

# Its template writes a system text of its own with the date of the day, which the framing leaves out.
NEEDS_SYSTEM = {"mistral-v7-tekken"}
TOKENS = {"llama3": "<|begin_of_text|>", "llama3.1": "<|begin_of_text|>", "gemma2": "<bos>",
          "gemma3": "<bos>"}


def user(content):
    return {"role": "user", "content": content}


def assistant(content):
    return {"role": "assistant", "content": content}


CHATS = [
    {"messages": [user("안녕하세요?")], "add_generation_prompt": True},
    {"messages": [{"role": "system", "content": "짧게 답하세요."}, user("수도가 어디예요?"), assistant("서울이에요."),
                  user("고마워요!")], "add_generation_prompt": True},
    {"messages": [user(" 앞뒤에 빈칸이 있어요. \n"), assistant("\n네, 그렇네요. ")]},
    {"messages": [user("하나"), assistant("둘"), user("셋"), assistant("넷")]},
]


def main():
    golden = []
    for path in sorted(pathlib.Path(sys.argv[1]).glob("*.jinja")):
        tokens = {"bos_token": TOKENS.get(path.stem, "<s>"), "eos_token": "</s>"}
        for chat in CHATS:
            if path.stem in NEEDS_SYSTEM and chat["messages"][0]["role"] != "system":
                continue
            try:
                texts, _ = render_jinja_template(
                    [chat["messages"]], chat_template=path.read_text(),
                    add_generation_prompt=chat.get("add_generation_prompt", False), **tokens)
            except Exception:  # pylint: disable=broad-except
                texts = [None]
            golden.append({"family": path.stem, "chat": chat, "text": texts[0]})
    file = pathlib.Path("Tests/ChatTemplatesTests/Goldens/chat-families.json")
    file.write_text(json.dumps(golden, ensure_ascii=False, indent=1) + "\n")
    print(len(golden), "prompts,", sum(row["text"] is None for row in golden), "refused")


if __name__ == "__main__":
    main()
