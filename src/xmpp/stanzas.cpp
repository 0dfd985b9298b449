// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/stanzas.h"

#include <array>

#include "core/text.h"
#include "xmpp/namespaces.h"

namespace sidetone::xmpp {
namespace {

using core::ErrorCode;
using core::XmlElement;

struct Condition {
    std::string_view name;
    ErrorCode code;
    std::string_view kind;  // the error's type attribute
    std::string_view meaning;
};

// RFC 6120 8.3.3; the first of a code is the one that we answer with.
constexpr std::array conditions{
    Condition{"service-unavailable", ErrorCode::Unsupported, "cancel",
              "the other side does not offer this"},
    Condition{"feature-not-implemented", ErrorCode::Unsupported, "cancel",
              "the other side does not know this"},
    Condition{"bad-request", ErrorCode::InvalidInput, "modify", "the request was malformed"},
    Condition{"jid-malformed", ErrorCode::InvalidInput, "modify", "the address is impossible"},
    Condition{"not-acceptable", ErrorCode::InvalidInput, "modify", "the request was not accepted"},
    Condition{"item-not-found", ErrorCode::NotFound, "cancel", "there is no such person or item"},
    Condition{"recipient-unavailable", ErrorCode::Unavailable, "wait",
              "the other side is not there now"},
    Condition{"remote-server-not-found", ErrorCode::NotFound, "cancel",
              "the other side's server was not found"},
    Condition{"remote-server-timeout", ErrorCode::Timeout, "wait",
              "the other side's server did not answer"},
    Condition{"internal-server-error", ErrorCode::Unavailable, "cancel",
              "the server failed inside"},
    Condition{"resource-constraint", ErrorCode::Unavailable, "wait", "the server is too busy"},
    Condition{"forbidden", ErrorCode::Forbidden, "auth", "it is not allowed"},
    Condition{"not-allowed", ErrorCode::Forbidden, "cancel", "it is not allowed"},
    Condition{"not-authorized", ErrorCode::Forbidden, "auth", "it is not allowed"},
    Condition{"policy-violation", ErrorCode::Forbidden, "modify", "a policy forbids it"},
    Condition{"subscription-required", ErrorCode::Forbidden, "auth",
              "it needs the other side's consent"},
    Condition{"conflict", ErrorCode::Busy, "cancel", "it is already taken"},
};

void escapeInto(std::string& out, std::string_view text) {
    for (const char c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '\'':
                out += "&apos;";
                break;
            case '"':
                out += "&quot;";
                break;
            case '\r':
                out += "&#13;";
                break;  // or the reader would make a line feed of it
            default:
                if (static_cast<unsigned char>(c) >= 0x20 || c == '\t' || c == '\n') out += c;
        }
    }
}

void escapeAttributeInto(std::string& out, std::string_view text) {
    for (const char c : text) {
        if (c == '\n' || c == '\t') {
            out += c == '\n' ? "&#10;" : "&#9;";  // or the reader would make spaces of them
        } else {
            escapeInto(out, {&c, 1});
        }
    }
}

void write(std::string& out, const XmlElement& element, std::string_view parentNameSpace) {
    const std::string_view nameSpace =
        element.nameSpace.empty() ? parentNameSpace : std::string_view(element.nameSpace);
    if (element.name.empty()) return escapeInto(out, element.text);
    out += '<';
    out += element.name;
    if (nameSpace != parentNameSpace) {
        out += " xmlns='";
        escapeAttributeInto(out, nameSpace);
        out += '\'';
    }
    for (const auto& [key, value] : element.attributes) {
        out += ' ';
        out += key;
        out += "='";
        escapeAttributeInto(out, value);
        out += '\'';
    }
    if (element.text.empty() && element.children.empty()) {
        out += "/>";
        return;
    }
    out += '>';
    escapeInto(out, element.text);
    for (const auto& child : element.children) write(out, child, nameSpace);
    out += "</";
    out += element.name;
    out += '>';
}

}  // namespace

std::string serialize(const XmlElement& element, std::string_view parentNameSpace) {
    std::string out;
    out.reserve(256);
    write(out, element, parentNameSpace);
    return out;
}

XmlElement stanza(std::string name, std::string_view type, std::string_view to) {
    XmlElement element(std::move(name), ns::client);
    if (!to.empty()) element.setAttribute("to", std::string(to));
    if (!type.empty()) element.setAttribute("type", std::string(type));
    return element;
}

bool isStanza(const XmlElement& element) {
    return element.nameSpace == ns::client &&
           (element.name == "message" || element.name == "presence" || element.name == "iq");
}

XmlElement answerTo(const XmlElement& request, std::string_view type) {
    auto answer = stanza("iq", type, request.attribute("from"));
    answer.setAttribute("id", std::string(request.attribute("id")));
    return answer;
}

XmlElement refusalOf(const XmlElement& request, ErrorCode code) {
    const auto* chosen = &conditions.front();
    for (const auto& condition : conditions) {
        if (condition.code == code) {
            chosen = &condition;
            break;
        }
    }
    XmlElement error("error");
    error.setAttribute("type", std::string(chosen->kind));
    error.add(XmlElement(std::string(chosen->name), ns::stanzaErrors));
    auto answer = answerTo(request, "error");
    answer.add(std::move(error));
    return answer;
}

core::Error readStanzaError(const XmlElement& stanza, std::string tried) {
    core::Error result{ErrorCode::BadAnswer, std::move(tried), "an error without a reason", {}};
    const auto* error = stanza.child("error", ns::client);
    if (error == nullptr) return result;
    std::string again;
    for (const auto& child : error->children) {
        if (child.is("retry", ns::httpUpload))
            again = core::printable(child.attribute("stamp"), 40);
        if (child.nameSpace != ns::stanzaErrors) continue;
        if (child.name == "text") {
            result.advice = core::printable(child.text, 300);
            continue;
        }
        result.answer = core::printable(child.name, 60);
        for (const auto& condition : conditions) {
            if (condition.name != child.name) continue;
            result.code = condition.code;
            result.answer = condition.meaning;
            break;
        }
    }
    if (!result.advice.empty()) {
        result.answer += " (\"" + std::exchange(result.advice, {}) + "\")";
    }
    if (!again.empty()) result.advice = "It may be tried again at " + again + ".";
    return result;
}

}  // namespace sidetone::xmpp
