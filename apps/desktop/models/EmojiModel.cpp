// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/EmojiModel.h"

#include <array>

namespace sidetone::desktop {
namespace {

struct Emoji {
    const char* sign;
    const char* words;
};

constexpr std::array emojis{
    Emoji{"\U0001f44d", "thumbs up yes good"},
    Emoji{"\u2764\ufe0f", "heart love"},
    Emoji{"\U0001f602", "tears of joy laugh"},
    Emoji{"\U0001f64f", "thank you please"},
    Emoji{"\U0001f389", "party celebrate congratulations"},
    Emoji{"\U0001f440", "eyes look"},
    Emoji{"\U0001f600", "grin happy"},
    Emoji{"\U0001f642", "smile"},
    Emoji{"\U0001f609", "wink"},
    Emoji{"\U0001f60a", "blush smile"},
    Emoji{"\U0001f60d", "heart eyes"},
    Emoji{"\U0001f618", "kiss"},
    Emoji{"\U0001f60e", "cool sunglasses"},
    Emoji{"\U0001f914", "thinking hmm"},
    Emoji{"\U0001f928", "raised eyebrow doubt"},
    Emoji{"\U0001f610", "neutral"},
    Emoji{"\U0001f644", "rolling eyes"},
    Emoji{"\U0001f60f", "smirk"},
    Emoji{"\U0001f62e", "surprised open mouth"},
    Emoji{"\U0001f631", "scream shock"},
    Emoji{"\U0001f622", "cry sad"},
    Emoji{"\U0001f62d", "sob cry loudly"},
    Emoji{"\U0001f614", "sad pensive"},
    Emoji{"\U0001f620", "angry"},
    Emoji{"\U0001f624", "triumph steam"},
    Emoji{"\U0001f634", "sleep tired"},
    Emoji{"\U0001f912", "ill sick thermometer"},
    Emoji{"\U0001f92f", "mind blown"},
    Emoji{"\U0001f913", "nerd"},
    Emoji{"\U0001f605", "sweat smile relief"},
    Emoji{"\U0001f923", "rolling laugh"},
    Emoji{"\U0001f607", "innocent angel"},
    Emoji{"\U0001f971", "yawn"},
    Emoji{"\U0001f44e", "thumbs down no bad"},
    Emoji{"\U0001f44c", "ok fine"},
    Emoji{"\u270c\ufe0f", "victory peace"},
    Emoji{"\U0001f91e", "fingers crossed luck"},
    Emoji{"\U0001f44b", "wave hello goodbye"},
    Emoji{"\U0001f44f", "clap applause"},
    Emoji{"\U0001f64c", "hands up hooray"},
    Emoji{"\U0001f91d", "handshake deal"},
    Emoji{"\U0001f4aa", "strong muscle"},
    Emoji{"\U0001f937", "shrug"},
    Emoji{"\U0001f926", "facepalm"},
    Emoji{"\U0001f449", "point right"},
    Emoji{"\U0001f446", "point up"},
    Emoji{"\u2705", "check done"},
    Emoji{"\u274c", "cross wrong"},
    Emoji{"\u2757", "exclamation important"},
    Emoji{"\u2753", "question"},
    Emoji{"\u26a0\ufe0f", "warning"},
    Emoji{"\U0001f525", "fire hot"},
    Emoji{"\U0001f4a1", "idea bulb"},
    Emoji{"\U0001f680", "rocket launch"},
    Emoji{"\u2b50", "star"},
    Emoji{"\U0001f4af", "hundred"},
    Emoji{"\U0001f3af", "target goal"},
    Emoji{"\U0001f41e", "bug beetle"},
    Emoji{"\U0001f527", "wrench repair tool"},
    Emoji{"\U0001f4bb", "laptop computer"},
    Emoji{"\U0001f4de", "telephone call"},
    Emoji{"\U0001f4e7", "mail letter"},
    Emoji{"\U0001f4c5", "calendar date"},
    Emoji{"\U0001f4ce", "paper clip file"},
    Emoji{"\U0001f4c8", "chart rising"},
    Emoji{"\U0001f512", "lock secure"},
    Emoji{"\U0001f511", "key"},
    Emoji{"\u23f0", "alarm clock time"},
    Emoji{"\u23f3", "hourglass wait"},
    Emoji{"\u2615", "coffee tea break"},
    Emoji{"\U0001f37d\ufe0f", "lunch plate eat"},
    Emoji{"\U0001f355", "pizza"},
    Emoji{"\U0001f370", "cake"},
    Emoji{"\U0001f37a", "beer"},
    Emoji{"\U0001f382", "birthday"},
    Emoji{"\U0001f381", "gift present"},
    Emoji{"\u2600\ufe0f", "sun weather"},
    Emoji{"\U0001f327\ufe0f", "rain weather"},
    Emoji{"\u2744\ufe0f", "snow cold"},
    Emoji{"\U0001f30d", "world earth"},
    Emoji{"\U0001f3e0", "home house"},
    Emoji{"\U0001f3e2", "office building"},
    Emoji{"\U0001f697", "car drive"},
    Emoji{"\U0001f682", "train"},
    Emoji{"\u2708\ufe0f", "aeroplane travel"},
    Emoji{"\U0001f6b2", "bicycle"},
    Emoji{"\U0001f3d6\ufe0f", "beach holiday"},
    Emoji{"\U0001f436", "dog"},
    Emoji{"\U0001f431", "cat"},
    Emoji{"\U0001f338", "flower blossom"},
    Emoji{"\U0001f340", "clover luck"},
    Emoji{"\U0001f44a", "fist bump"},
};

}  // namespace

EmojiModel::EmojiModel(QObject* parent)
    : RowModel({{"emoji", [](const EmojiRow& r) -> QVariant { return r.key; }},
                {"name", [](const EmojiRow& r) -> QVariant { return r.name; }}},
               parent) {
    show();
}

void EmojiModel::setFilter(const QString& filter) {
    if (filter == filter_) return;
    filter_ = filter;
    show();
    Q_EMIT filterChanged();
}

void EmojiModel::show() {
    const auto wanted = filter_.trimmed().toCaseFolded();
    std::vector<EmojiRow> rows;
    for (const auto& emoji : emojis) {
        const auto name = QString::fromUtf8(emoji.words);
        const bool fits =
            wanted.isEmpty() || name.startsWith(wanted) || name.contains(u' ' + wanted);
        if (fits) rows.push_back({QString::fromUtf8(emoji.sign), name});
    }
    setRows(std::move(rows));
}

QString EmojiModel::emojiAt(int which) const {
    return has(which) ? row(which).key : QString();
}

}  // namespace sidetone::desktop
