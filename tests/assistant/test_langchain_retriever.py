"""The retriever in a chain of LangChain's runnables, over the real store."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from langchain_core.documents import Document
from langchain_core.language_models.fake_chat_models import FakeListChatModel
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import RunnableLambda, RunnableParallel, RunnablePassthrough

from assistant.assistant import Assistant
from assistant.langchain_retriever import PolicyRetriever

QUESTION = "2021年改造老旧渔船多少艘？"


@pytest.fixture
def retriever(assistant: Assistant) -> PolicyRetriever:
    def parts():
        snapshot = assistant.snapshot()
        return snapshot.library, snapshot.retriever

    return PolicyRetriever(parts=parts)


def joined(documents: list[Document]) -> str:
    return "\n\n".join(f"{d.metadata['document_number']}：{d.page_content}" for d in documents)


def test_the_clause_that_answers_comes_first(retriever):
    first, *_ = retriever.invoke(QUESTION)
    assert "全年改造老旧渔船约1000艘" in first.page_content
    assert first.metadata["document_number"] == "海农发〔2021〕15号"
    assert first.metadata["section"][-1] == "2. 更新老旧渔船"


def test_each_clause_comes_once_and_no_more_than_asked_for(retriever):
    found = retriever.invoke("渔业")
    places = [(d.metadata["document_id"], d.metadata["start"]) for d in found]
    assert len(places) == len(set(places)) == 4
    retriever.top_k = 2
    assert [d.page_content for d in retriever.invoke("渔业")] == [d.page_content for d in found[:2]]


def test_the_words_are_the_documents_own_at_the_place_that_is_given(retriever, library):
    for document in retriever.invoke(QUESTION):
        data = document.metadata
        assert document.page_content == library.slice(data["document_id"], data["start"], data["end"])


def test_a_chain_puts_the_clauses_and_the_question_before_the_model(retriever):
    prompt = ChatPromptTemplate.from_template("条款：\n{clauses}\n\n问题：{question}")
    seen: list[str] = []

    def remember(messages):
        seen.append(messages.to_string())
        return messages

    model = FakeListChatModel(responses=["约1000艘"])
    chain = (
        {"clauses": retriever | joined, "question": RunnablePassthrough()}
        | prompt
        | RunnableLambda(remember)
        | model
        | StrOutputParser()
    )
    assert chain.invoke(QUESTION) == "约1000艘"
    assert "海农发〔2021〕15号：2. 更新老旧渔船。全年改造老旧渔船约1000艘" in seen[0]
    assert seen[0].endswith(QUESTION)


def test_a_chain_can_hand_on_the_sources_beside_what_it_makes_of_them(retriever):
    chain = RunnableParallel(
        words=retriever | joined,
        sources=retriever | (lambda found: [d.metadata["document_number"] for d in found]),
    )
    said = chain.invoke("休渔补贴由谁审核？")
    assert "海渔规〔2015〕2号：第三条 休渔补贴由县级海洋渔业局审核" in said["words"]
    assert said["sources"][0] == "海渔规〔2015〕2号"


def test_several_questions_at_once_are_answered_in_their_order(retriever):
    boats, loans = retriever.batch([QUESTION, "渔家贷的贷款利率"])
    assert "渔船" in boats[0].page_content
    assert "年利率不高于4.2%" in loans[0].page_content


def test_it_can_be_awaited(retriever):
    # In a thread of its own: a browser test before this one leaves a loop running in the main thread.
    with ThreadPoolExecutor(1) as thread:
        found = thread.submit(asyncio.run, retriever.ainvoke(QUESTION)).result()
    assert [d.page_content for d in found] == [d.page_content for d in retriever.invoke(QUESTION)]
