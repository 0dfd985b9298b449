// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/text/emoticons.h"

namespace sidetone::messaging {
namespace {

constexpr Emoticon table[] = {
    {":)", "\U0001F642", "Smile"},         {":-)", "\U0001F642", "Smile"},
    {":(", "\U0001F641", "Sad"},           {":-(", "\U0001F641", "Sad"},
    {":D", "\U0001F604", "Laugh"},         {":-D", "\U0001F604", "Laugh"},
    {";)", "\U0001F609", "Wink"},          {";-)", "\U0001F609", "Wink"},
    {":P", "\U0001F61B", "Tongue out"},    {":-P", "\U0001F61B", "Tongue out"},
    {":p", "\U0001F61B", "Tongue out"},    {":-p", "\U0001F61B", "Tongue out"},
    {":O", "\U0001F62E", "Surprised"},     {":-O", "\U0001F62E", "Surprised"},
    {":o", "\U0001F62E", "Surprised"},     {":-o", "\U0001F62E", "Surprised"},
    {":'(", "\U0001F622", "Crying"},       {":|", "\U0001F610", "Neutral"},
    {":-|", "\U0001F610", "Neutral"},      {":/", "\U0001F615", "Doubtful"},
    {":-/", "\U0001F615", "Doubtful"},     {":*", "\U0001F618", "Kiss"},
    {":-*", "\U0001F618", "Kiss"},         {":$", "\U0001F633", "Embarrassed"},
    {":@", "\U0001F620", "Angry"},         {"8-)", "\U0001F60E", "Cool"},
    {"B-)", "\U0001F60E", "Cool"},         {"O:)", "\U0001F607", "Angel"},
    {"(devil)", "\U0001F608", "Devil"},    {"<3", "❤️", "Heart"},
    {"</3", "\U0001F494", "Broken heart"}, {"(y)", "\U0001F44D", "Thumbs up"},
    {"(n)", "\U0001F44E", "Thumbs down"},  {"(h)", "❤️", "Heart"},
    {"(coffee)", "☕", "Coffee"},           {"(beer)", "\U0001F37A", "Beer"},
    {"(cake)", "\U0001F370", "Cake"},      {"(party)", "\U0001F389", "Party"},
    {"(clap)", "\U0001F44F", "Applause"},  {"(sun)", "☀️", "Sun"},
    {"(rain)", "\U0001F327️", "Rain"},   {"(star)", "⭐", "Star"},
    {":callme", "\U0001F919", "Call me"},  {":telephone", "☎️", "Telephone"},
};

bool isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n';
}

bool endsThere(std::string_view text, std::size_t at) {
    return at >= text.size() || isSpace(text[at]) ||
           std::string_view(".,;!?").find(text[at]) != std::string_view::npos;
}

}  // namespace

std::span<const Emoticon> emoticons() {
    return table;
}

const Emoticon* emoticonAt(std::string_view text, std::size_t at) {
    if (at > 0 && !isSpace(text[at - 1])) return nullptr;
    const Emoticon* best = nullptr;
    for (const auto& emoticon : table) {
        if (emoticon.key.front() != text[at] || !text.substr(at).starts_with(emoticon.key))
            continue;
        if (!endsThere(text, at + emoticon.key.size())) continue;
        if (best == nullptr || emoticon.key.size() > best->key.size()) best = &emoticon;
    }
    return best;
}

}  // namespace sidetone::messaging
