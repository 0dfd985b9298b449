// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/text/pieces.h"

#include "core/text.h"
#include "messaging/text/characters.h"
#include "messaging/text/emoticons.h"
#include "messaging/text/links.h"

namespace sidetone::messaging {
namespace {

bool looksAlike(const Span& a, const Span& b) {
    return a.kind == SpanKind::Text && b.kind == SpanKind::Text && a.isStrong == b.isStrong &&
           a.isEmphasised == b.isEmphasised && a.isStruck == b.isStruck && a.isCode == b.isCode &&
           a.isBlock == b.isBlock && a.quoteDepth == b.quoteDepth;
}

}  // namespace

void Pieces::push(Span span) {
    if (span.text.empty()) return;
    if (!spans_.empty() && looksAlike(spans_.back(), span)) {
        spans_.back().text += span.text;
    } else {
        spans_.push_back(std::move(span));
    }
}

void Pieces::addPlain(std::string_view text, const Span& look) {
    Span span = look;
    span.text = text;
    push(std::move(span));
}

std::size_t Pieces::mentionAt(std::string_view text, std::size_t at) const {
    if (text[at] != '@' || (at > 0 && isWord(text[at - 1]))) return 0;
    std::size_t best = 0;
    for (const auto& name : hints_.names) {
        if (name.size() <= best || name.empty()) continue;
        const auto end = at + 1 + name.size();
        if (end > text.size() || (end < text.size() && isWord(text[end]))) continue;
        if (core::equalsIgnoringCase(text.substr(at + 1, name.size()), name)) best = name.size();
    }
    return best == 0 ? 0 : best + 1;
}

std::size_t Pieces::specialAt(std::string_view text, std::size_t at, Span& found) const {
    if (const auto link = linkAt(text, at)) {
        found.kind = SpanKind::Link;
        found.target = link->target;
        return link->length;
    }
    if (const auto length = mentionAt(text, at)) {
        found.kind = SpanKind::Mention;
        return length;
    }
    if (!hints_.hasEmoji) return 0;
    const auto* emoticon = emoticonAt(text, at);
    if (emoticon == nullptr) return 0;
    found.kind = SpanKind::Emoji;
    found.target = emoticon->key;
    found.text = emoticon->emoji;
    return emoticon->key.size();
}

void Pieces::add(std::string_view text, const Span& look) {
    if (look.isCode) return addPlain(text, look);
    std::size_t begin = 0;
    for (std::size_t at = 0; at < text.size();) {
        Span found = look;
        const auto length = specialAt(text, at, found);
        if (length == 0) {
            ++at;
            continue;
        }
        addPlain(text.substr(begin, at - begin), look);
        if (found.text.empty()) found.text = text.substr(at, length);
        push(std::move(found));
        at += length;
        begin = at;
    }
    addPlain(text.substr(begin), look);
}

}  // namespace sidetone::messaging
