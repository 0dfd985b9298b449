// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messaging/text/styledText.h"

namespace sidetone::messaging {

/// Collects the spans of a text; neighbours of one look become one span.
class Pieces {
public:
    explicit Pieces(const TextHints& hints) : hints_(hints) {}

    /// Text of that look; addresses, mentions and emoticons in it become spans of their own, but
    /// for code.
    void add(std::string_view text, const Span& look);
    /// Text that is what it is.
    void addPlain(std::string_view text, const Span& look);
    [[nodiscard]] std::vector<Span> take() { return std::move(spans_); }

private:
    void push(Span span);
    [[nodiscard]] std::size_t mentionAt(std::string_view text, std::size_t at) const;
    /// The length of the link, mention or emoticon there, as `found`; 0 where there is none.
    [[nodiscard]] std::size_t specialAt(std::string_view text, std::size_t at, Span& found) const;

    const TextHints& hints_;
    std::vector<Span> spans_;
};

}  // namespace sidetone::messaging
