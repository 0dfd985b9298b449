// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/StreamParser.h"

#include <expat.h>

#include <utility>

#include "xmpp/namespaces.h"

/// Null where the expat that runs has none of it (before 2.6.0 and Debian 12's later updates of
/// 2.5.0, whose header this is for): it defers nothing then.
extern "C" [[gnu::weak]] XML_Bool XML_SetReparseDeferralEnabled(XML_Parser parser,
                                                                XML_Bool enabled);

namespace sidetone::xmpp {
namespace {

constexpr char separator = '\x1f';  // cannot stand in a name or a URI of XML 1.0
constexpr std::string_view xmlNameSpace = "http://www.w3.org/XML/1998/namespace";

struct Name {
    std::string_view nameSpace;
    std::string_view local;
};

Name split(std::string_view full) {
    const auto at = full.find(separator);
    if (at == std::string_view::npos) return {{}, full};
    return {full.substr(0, at), full.substr(at + 1)};
}

core::XmlElement makeElement(const char* name, const char** attributes) {
    const auto [nameSpace, local] = split(name);
    core::XmlElement element{std::string(local), std::string(nameSpace)};
    for (; *attributes != nullptr; attributes += 2) {
        const auto key = split(attributes[0]);
        if (key.nameSpace.empty()) {
            element.attributes.emplace_back(key.local, attributes[1]);
        } else if (key.nameSpace == xmlNameSpace) {
            element.attributes.emplace_back("xml:" + std::string(key.local), attributes[1]);
        }
    }
    return element;
}

}  // namespace

void StreamParser::Free::operator()(XML_ParserStruct* parser) const {
    XML_ParserFree(parser);
}

StreamParser::StreamParser(StreamLimits limits) : limits_(limits) {
    reset();
}

StreamParser::~StreamParser() = default;

void StreamParser::reset() {
    parser_.reset(XML_ParserCreateNS("UTF-8", separator));
    events_.clear();
    open_.clear();
    depth_ = 0;
    elements_ = 0;
    fed_ = stanzaStart_ = 0;
    inStream_ = refused_ = trimming_ = false;

    auto* parser = parser_.get();
    // Otherwise expat may hold back a tag whose end has arrived, until more bytes come; what
    // deferring saves it from, our limit on a tag's length does.
    if (XML_SetReparseDeferralEnabled != nullptr) XML_SetReparseDeferralEnabled(parser, XML_FALSE);
    XML_SetUserData(parser, this);
    XML_SetElementHandler(
        parser,
        [](void* self, const char* name, const char** attributes) {
            static_cast<StreamParser*>(self)->start(name, attributes);
        },
        [](void* self, const char*) { static_cast<StreamParser*>(self)->end(); });
    XML_SetCharacterDataHandler(parser, [](void* self, const char* text, int length) {
        static_cast<StreamParser*>(self)->characters({text, static_cast<std::size_t>(length)});
    });
    // RFC 6120 11.1
    XML_SetStartDoctypeDeclHandler(parser,
                                   [](void* self, const char*, const char*, const char*, int) {
                                       static_cast<StreamParser*>(self)->refuse("restricted-xml");
                                   });
    XML_SetCommentHandler(parser, [](void* self, const char*) {
        static_cast<StreamParser*>(self)->refuse("restricted-xml");
    });
    XML_SetProcessingInstructionHandler(parser, [](void* self, const char*, const char*) {
        static_cast<StreamParser*>(self)->refuse("restricted-xml");
    });
}

std::int64_t StreamParser::position() const {
    return XML_GetCurrentByteIndex(parser_.get()) + XML_GetCurrentByteCount(parser_.get());
}

void StreamParser::feed(std::string_view bytes) {
    constexpr std::size_t piece = 16384;  // keeps the checks tight whatever the socket delivers
    while (!bytes.empty() && !refused_) {
        const auto part = bytes.substr(0, piece);
        bytes.remove_prefix(part.size());
        fed_ += static_cast<std::int64_t>(part.size());
        const auto status =
            XML_Parse(parser_.get(), part.data(), static_cast<int>(part.size()), XML_FALSE);
        if (status != XML_STATUS_OK) return refuse("not-well-formed");
        const auto unfinished = fed_ - XML_GetCurrentByteIndex(parser_.get());
        if (fed_ - stanzaStart_ > static_cast<std::int64_t>(limits_.stanzaBytes) ||
            unfinished > static_cast<std::int64_t>(limits_.tokenBytes)) {
            refuse("policy-violation");
        }
    }
}

std::optional<StreamEvent> StreamParser::take() {
    if (events_.empty()) return {};
    auto event = std::move(events_.front());
    events_.pop_front();
    return event;
}

void StreamParser::refuse(std::string condition) {
    if (refused_) return;
    refused_ = true;
    open_.clear();
    events_.push_back({StreamEvent::Kind::Refused, {}, std::move(condition)});
    XML_StopParser(parser_.get(), XML_FALSE);
}

void StreamParser::start(const char* name, const char** attributes) {
    if (refused_) return;
    if (trimming_) {
        ++depth_;
        return;
    }
    auto element = makeElement(name, attributes);
    if (!inStream_) {
        inStream_ = true;
        stanzaStart_ = position();
        if (!element.is("stream", ns::stream)) return refuse("invalid-namespace");
        events_.push_back({StreamEvent::Kind::Header, std::move(element), {}});
        return;
    }
    if (depth_ == 0) elements_ = 0;
    ++depth_;
    ++elements_;
    if (depth_ > limits_.depth || elements_ > limits_.elements) {
        // A stranger can send this through an honest server: ending the stream would let him
        // disconnect us, and resumption would bring the stanza again.
        trimming_ = true;
        open_.resize(1);
        open_.front().children.clear();
        open_.front().text.clear();
        return;
    }
    open_.push_back(std::move(element));
}

void StreamParser::end() {
    if (refused_) return;
    if (depth_ == 0) {
        events_.push_back({StreamEvent::Kind::Closed, {}, {}});
        return;
    }
    --depth_;
    if (trimming_) {
        if (depth_ == 0) finishElement(StreamEvent::Kind::Trimmed);
        return;
    }
    if (depth_ == 0) return finishElement(StreamEvent::Kind::Element);
    auto element = std::move(open_.back());
    open_.pop_back();
    open_.back().children.push_back(std::move(element));
}

void StreamParser::finishElement(StreamEvent::Kind kind) {
    trimming_ = false;
    stanzaStart_ = position();
    events_.push_back({kind, std::move(open_.front()), {}});
    open_.clear();
}

void StreamParser::characters(std::string_view text) {
    if (refused_ || trimming_) return;
    if (!open_.empty()) {
        auto& element = open_.back();
        // Only in a formatted text does it matter what stands before and after an element.
        if (element.nameSpace != ns::html) {
            element.text += text;
            return;
        }
        if (element.children.empty() || !element.children.back().name.empty()) {
            element.children.emplace_back();
        }
        element.children.back().text += text;
        return;
    }
    // Between stanzas white space keeps the connection alive (RFC 6120 4.6.1).
    stanzaStart_ = position();
    if (text.find_first_not_of(" \t\r\n") != std::string_view::npos) refuse("bad-format");
}

}  // namespace sidetone::xmpp
