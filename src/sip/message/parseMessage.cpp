// SPDX-License-Identifier: GPL-3.0-or-later
#include "sip/message/parseMessage.h"

#include <algorithm>

#include "core/text.h"
#include "sip/message/tokens.h"

namespace sidetone::sip {
namespace {

constexpr std::string_view version = "SIP/2.0";

core::Error bad(std::string why, core::ErrorCode code = core::ErrorCode::BadAnswer) {
    return core::fail(code, "Reading a SIP message", std::move(why));
}

/// The next line without its end. A lone LF ends a line too: some peers write it.
std::string_view takeLine(std::string_view& text) {
    const auto end = text.find('\n');
    auto line = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    return line;
}

core::Result<Message> parseStatusLine(std::string_view line) {
    // SIP/2.0 SP 3DIGIT SP reason; the reason may be empty and its space may be missing.
    const auto rest = line.substr(version.size() + 1);
    const auto status = core::parseNumber(rest.substr(0, 3));
    if (!status || *status < 100 || *status > 699) return bad("Bad status code");
    if (rest.size() > 3 && rest[3] != ' ') return bad("Bad status line");
    Response response;
    response.status = static_cast<int>(*status);
    response.reason = std::string(rest.size() > 4 ? rest.substr(4) : std::string_view{});
    return Message(std::move(response));
}

core::Result<Message> parseRequestLine(std::string_view line) {
    // Method SP Request-URI SP SIP/2.0, single spaces (RFC 3261 7.1, 25.1).
    const auto first = line.find(' ');
    const auto last = line.rfind(' ');
    if (first == std::string_view::npos || last == first) return bad("Bad request line");
    if (!core::equalsIgnoringCase(line.substr(last + 1), version)) return bad("Bad version");
    Request request;
    request.method = std::string(line.substr(0, first));
    if (!isToken(request.method)) return bad("Bad method");
    auto uri = Uri::parse(line.substr(first + 1, last - first - 1));
    if (!uri) return bad("Bad Request-URI");
    request.uri = std::move(*uri);
    return Message(std::move(request));
}

core::Result<Message> parseStartLine(std::string_view line) {
    const auto begin = line.substr(0, version.size() + 1);
    if (core::equalsIgnoringCase(begin, "SIP/2.0 ")) return parseStatusLine(line);
    return parseRequestLine(line);
}

bool hasControl(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && byte != '\t') || byte == 0x7f;
    });
}

core::Status parseField(std::string_view line, Headers& headers) {
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) return bad("A header without a colon");
    const auto name = core::trim(line.substr(0, colon));
    if (!isToken(name)) return bad("Bad header name");
    const auto value = core::trim(line.substr(colon + 1));
    if (hasControl(value)) return bad("A control character in " + std::string(name));
    headers.add(name, std::string(value));
    return {};
}

core::Status parseFields(std::string_view text, Headers& headers, const MessageLimits& limits) {
    std::string pending;
    std::size_t count = 0;
    const auto flush = [&]() -> core::Status {
        if (pending.empty()) return {};
        if (++count > limits.fields) return bad("Too many headers", core::ErrorCode::TooLarge);
        auto status = parseField(pending, headers);
        pending.clear();
        return status;
    };
    while (!text.empty()) {
        const auto line = takeLine(text);
        if (line.empty()) break;
        // RFC 3261 7.3.1: a line that begins with white space goes on with the one before.
        if (line.front() == ' ' || line.front() == '\t') {
            if (pending.empty()) return bad("The first header begins with white space");
            pending += ' ';
            pending += core::trim(line);
            continue;
        }
        if (auto status = flush(); !status) return status;
        pending = std::string(line);
    }
    return flush();
}

}  // namespace

core::Result<std::optional<std::size_t>> contentLength(const Headers& headers,
                                                       const MessageLimits& limits) {
    std::optional<std::size_t> length;
    for (const auto value : headers.fields("Content-Length")) {
        const auto number = core::parseNumber(value);
        if (!number) return bad("Bad Content-Length");
        if (*number > limits.bodyBytes) return bad("Body too large", core::ErrorCode::TooLarge);
        if (length && *length != *number) return bad("Two different Content-Length");
        length = static_cast<std::size_t>(*number);
    }
    return length;
}

core::Result<Message> parseHead(std::string_view head, const MessageLimits& limits) {
    if (head.size() > limits.headBytes) {
        return bad("Headers too large", core::ErrorCode::TooLarge);
    }
    const auto line = takeLine(head);
    auto message = parseStartLine(line);
    if (!message) return message;
    auto& headers = std::visit([](auto& any) -> Headers& { return any.headers; }, *message);
    if (auto status = parseFields(head, headers, limits); !status) return status.error();
    return message;
}

core::Result<Message> parseMessage(std::string_view bytes, const MessageLimits& limits) {
    // RFC 3261 7.5: empty lines before the start line are ignored.
    while (bytes.starts_with("\r\n")) bytes.remove_prefix(2);
    auto end = bytes.find("\r\n\r\n");
    std::size_t gap = 4;
    if (end == std::string_view::npos) {
        end = bytes.find("\n\n");
        gap = 2;
    }
    if (end == std::string_view::npos) return bad("The headers do not end");
    auto message = parseHead(bytes.substr(0, end), limits);
    if (!message) return message;
    const auto rest = bytes.substr(end + gap);
    const auto length = contentLength(headersOf(*message), limits);
    if (!length) return length.error();
    if (length->has_value() && **length > rest.size()) return bad("The body is cut off");
    const auto body = rest.substr(0, length->value_or(rest.size()));
    if (body.size() > limits.bodyBytes) return bad("Body too large", core::ErrorCode::TooLarge);
    std::visit([&](auto& any) { any.body = std::string(body); }, *message);
    return message;
}

}  // namespace sidetone::sip
