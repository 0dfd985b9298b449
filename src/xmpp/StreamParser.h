// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/XmlElement.h"

struct XML_ParserStruct;

namespace sidetone::xmpp {

/// Limits against hostile servers, and against strangers whose stanzas an honest server relays.
struct StreamLimits {
    std::size_t stanzaBytes = 16U << 20U;  ///< of one top-level element; more ends the stream
    std::size_t tokenBytes = 256U << 10U;  ///< of one tag; more ends the stream
    int depth = 64;                        ///< deeper content is dropped, the stanza counts
    std::size_t elements = 500'000;        ///< in one stanza; more is dropped likewise
};

/// What was read from the stream.
struct StreamEvent {
    enum class Kind {
        Header,   ///< the opening tag of the stream
        Element,  ///< a whole top-level element
        Trimmed,  ///< one over the limits: its name and attributes alone
        Closed,   ///< the closing tag of the stream
        Refused,  ///< the stream cannot go on; `condition` is to be said to the server
    };
    Kind kind = Kind::Closed;
    core::XmlElement element;
    std::string condition;  ///< a stream error condition (RFC 6120 4.9.3)
};

/// Reads a server's stream piece by piece (RFC 6120 4 and 11). Comments, processing instructions,
/// document types and so entities are refused as restricted-xml. Attributes of foreign name
/// spaces are left out, except those of xml, which are written "xml:lang". Below XHTML's elements
/// text is kept in order with them, as children without a name.
class StreamParser {
public:
    explicit StreamParser(StreamLimits limits = {});
    ~StreamParser();
    StreamParser(const StreamParser&) = delete;
    StreamParser& operator=(const StreamParser&) = delete;

    /// Begins a new stream and forgets everything of the old one, also events not yet taken.
    void reset();
    /// Takes any number of bytes; after a refusal they are ignored.
    void feed(std::string_view bytes);
    /// The next event, in the order of the stream.
    [[nodiscard]] std::optional<StreamEvent> take();

private:
    struct Free {
        void operator()(XML_ParserStruct* parser) const;
    };
    void refuse(std::string condition);
    void start(const char* name, const char** attributes);
    void end();
    void characters(std::string_view text);
    void finishElement(StreamEvent::Kind kind);
    [[nodiscard]] std::int64_t position() const;

    StreamLimits limits_;
    std::unique_ptr<XML_ParserStruct, Free> parser_;
    std::deque<StreamEvent> events_;
    std::vector<core::XmlElement> open_;  // below the stream's own element
    int depth_ = 0;                       // also counts what is being dropped
    std::size_t elements_ = 0;
    std::int64_t fed_ = 0;
    std::int64_t stanzaStart_ = 0;
    bool inStream_ = false;
    bool refused_ = false;
    bool trimming_ = false;
};

}  // namespace sidetone::xmpp
