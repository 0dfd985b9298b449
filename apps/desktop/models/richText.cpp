// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/richText.h"

#include <algorithm>

#include "messaging/text/styledText.h"
#include "models/words.h"

namespace sidetone::desktop {
namespace {

using messaging::Span;
using messaging::SpanKind;

/// How much of a text stands before the first word that was looked for, in bytes.
constexpr std::size_t leadIn = 14;

bool isPlain(const Span& span) {
    return span.kind == SpanKind::Text && !span.isStrong && !span.isEmphasised && !span.isStruck &&
           !span.isCode && !span.isBlock && span.quoteDepth == 0;
}

/// StyledText runs white space together; a message keeps its own.
QString spaced(QString text) {
    text.replace(QStringLiteral("  "), QStringLiteral("\u00a0 "));
    return text.replace(u'\n', QStringLiteral("<br>"));
}

QString wrapped(const char* tag, const QString& text) {
    const auto name = QString::fromLatin1(tag);
    return u'<' + name + u'>' + text + QStringLiteral("</") + name + u'>';
}

QString tagged(const Span& span, bool startsLine) {
    if (span.isBlock) return wrapped("pre", escaped(span.text));
    auto text = spaced(escaped(span.text));
    if (span.isCode) text = u'`' + text + u'`';
    if (span.isStrong || span.kind == SpanKind::Mention) text = wrapped("b", text);
    if (span.isEmphasised) text = wrapped("i", text);
    if (span.isStruck) text = wrapped("s", text);
    if (span.kind == SpanKind::Link) {
        text = QStringLiteral("<a href=\"%1\">%2</a>").arg(escaped(span.target), text);
    }
    if (span.quoteDepth > 0) {
        const auto bar = QStringLiteral("\u2502 ").repeated(span.quoteDepth);
        const bool ends = text.endsWith(QLatin1String("<br>"));
        if (ends) text.chop(4);
        text.replace(QStringLiteral("<br>"), QStringLiteral("<br>") + bar);
        if (startsLine) text.prepend(bar);
        if (ends) text += QStringLiteral("<br>");
    }
    return text;
}

/// The place at or before `at` where a sign of UTF-8 begins.
std::size_t signStart(const std::string& text, std::size_t at) {
    at = std::min(at, text.size());
    while (at > 0 && at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) {
        --at;
    }
    return at;
}

}  // namespace

QString escaped(std::string_view text) {
    return toQt(text).toHtmlEscaped();
}

QString richText(std::string_view body, const std::vector<std::string>& names) {
    const auto spans = messaging::styledText(body, {names});
    const bool plain = std::all_of(spans.begin(), spans.end(), isPlain);
    std::string together;
    if (plain) {
        for (const auto& span : spans) together += span.text;
        if (together == body) return {};
    }
    QString rich;
    bool startsLine = true;
    for (const auto& span : spans) {
        rich += tagged(span, startsLine);
        startsLine = !span.text.empty() && span.text.back() == '\n';
    }
    return rich;
}

QString highlighted(const std::string& body, const std::vector<messaging::TextRange>& matches) {
    const auto first = matches.empty() ? 0 : signStart(body, matches.front().begin);
    std::size_t at = first > leadIn ? signStart(body, first - leadIn) : 0;
    QString rich = at > 0 ? QStringLiteral("\u2026") : QString();
    for (const auto& match : matches) {
        const auto begin = signStart(body, match.begin);
        const auto end = signStart(body, match.begin + match.length);
        if (begin < at || end <= begin) continue;
        rich += escaped(std::string_view(body).substr(at, begin - at));
        rich += wrapped("b", escaped(std::string_view(body).substr(begin, end - begin)));
        at = end;
    }
    rich += escaped(std::string_view(body).substr(at));
    return rich.replace(u'\n', u' ');
}

}  // namespace sidetone::desktop
