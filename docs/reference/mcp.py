"""The page of the MCP tools, from the server's own description of them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, cast

from docs.reference.markdown import code, table
from docs.reference.markdown import page as whole
from service.mcp.server import INSTRUCTIONS, server

if TYPE_CHECKING:
    from mcp_types import Tool

    from service.library import Library

_INTRODUCTION = f"""The tools of `duizhao mcp`, and of a running web app at `/mcp`; [how to connect a client](../mcp.md) is told elsewhere. All of them read, none
changes anything. What can't be done is a tool error with `code`, `message` and `hint`. This is what a client is told of them all:

```
{INSTRUCTIONS}
```"""


def page() -> str:
    """Write it; the tools are described without a library."""
    tools = asyncio.run(server(cast("Library", None)).list_tools())
    return whole("MCP", _INTRODUCTION, (part for tool in tools for part in _tool(tool)))


def _tool(tool: Tool) -> Iterator[str]:
    yield f"## {tool.name}"
    yield " ".join((tool.description or "").split("\n")).replace("  ", "\n\n")
    yield table(
        ("takes", "type", "default", "what it is"),
        (
            (
                code(name),
                _type(one),
                "" if name in tool.input_schema.get("required", ()) else _default(one),
                one["description"],
            )
            for name, one in tool.input_schema["properties"].items()
        ),
    )
    yield "Gives " + ", ".join(code(name) for name in (tool.output_schema or {})["properties"]) + "."


def _type(schema: Mapping[str, Any]) -> str:
    if "enum" in schema:
        return ", ".join(map(code, schema["enum"]))
    if schema.get("type") == "array":
        return f"list of {_type(schema['items'])}"
    least, most = schema.get("minimum"), schema.get("maximum")
    within = "" if least is None else f" from {least}" + ("" if most is None else f" to {most}")
    return f"{schema['type']}{within}"


def _default(schema: Mapping[str, Any]) -> str:
    default = schema.get("default")
    return code(str(default)) if default not in ("", [], None) else "none"
