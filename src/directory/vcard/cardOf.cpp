// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/vcard/cardOf.h"

#include <algorithm>
#include <map>

#include "core/text.h"
#include "directory/fetchPhoto.h"
#include "directory/vcard/cardAddress.h"
#include "directory/vcard/cardNumbers.h"
#include "directory/vcard/valueText.h"

namespace sidetone::directory {
namespace {

constexpr std::size_t longestText = 256;
constexpr std::size_t mostOfAKind = 12;

/// One line for people.
std::string shown(std::string text) {
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
    return core::printable(core::trim(text), longestText);
}

std::string partOf(const ContentLine& line, std::size_t at) {
    auto parts = valueParts(line);
    return at < parts.size() ? shown(std::move(parts[at])) : std::string();
}

/// "Family;Given;Additional;Prefix;Suffix" as people say it.
std::string nameOf(const ContentLine& line) {
    const auto parts = valueParts(line);
    std::string name;
    for (const std::size_t at : {3U, 1U, 2U, 0U, 4U}) {
        const auto part = at < parts.size() ? shown(parts[at]) : std::string();
        if (!part.empty()) name += (name.empty() ? "" : " ") + part;
    }
    return shown(std::move(name));
}

void add(std::vector<std::string>& all, std::string text) {
    const bool isKnown = std::find(all.begin(), all.end(), text) != all.end();
    if (!text.empty() && !isKnown && all.size() < mostOfAKind) all.push_back(std::move(text));
}

void addMail(const ContentLine& line, Card& card) {
    auto mail = core::lowerAscii(shown(valueText(line)));
    if (mail.starts_with("mailto:")) mail.erase(0, 7);
    if (mail.find('@') != std::string::npos) add(card.mails, std::move(mail));
}

void addGroups(const ContentLine& line, Card& card) {
    for (auto& group : valueParts(line, ',')) add(card.groups, shown(std::move(group)));
}

void addPhoto(const ContentLine& line, Card& card) {
    if (!card.photo.empty()) return;
    if (isBase64Value(line)) {
        card.photo = acceptedPhoto(valueBytes(line));
        return;
    }
    // RFC 2397: "data:image/jpeg;base64,...".
    const auto comma = line.value.find(',');
    const auto head = core::lowerAscii(line.value.substr(0, std::min<std::size_t>(comma, 128)));
    if (comma == std::string::npos || !head.starts_with("data:") || !head.ends_with(";base64")) {
        return;
    }
    card.photo = acceptedPhoto(
        core::fromBase64(std::string_view(line.value).substr(comma + 1)).value_or(std::string()));
}

/// What is one value of a card: the first property of that name says it.
void addText(const ContentLine& line, Card& card) {
    const auto take = [](std::string& own, std::string text) {
        if (own.empty()) own = std::move(text);
    };
    if (line.name == "UID") take(card.id, shown(valueText(line)));
    if (line.name == "FN") take(card.name, shown(valueText(line)));
    if (line.name == "TITLE") take(card.title, shown(valueText(line)));
    if (line.name == "ADR") take(card.city, partOf(line, 3));
    if (line.name == "ORG" && card.company.empty()) {
        card.company = partOf(line, 0);
        card.department = partOf(line, 1);
    }
}

/// Who has no formatted name is called by the next best thing.
void giveName(const std::vector<ContentLine>& lines, Card& card) {
    for (const auto* property : {"N", "NICKNAME"}) {
        for (const auto& line : lines) {
            if (!card.name.empty() || line.name != property) continue;
            card.name = line.name == "N" ? nameOf(line) : shown(valueText(line));
        }
    }
    if (card.name.empty()) card.name = card.company;
    for (const auto* all : {&card.mails, &card.addresses, &card.numbers}) {
        if (card.name.empty() && !all->empty()) card.name = all->front();
    }
    if (card.name.empty()) card.name = card.sipAddress;
}

/// Address books of one maker say in a property beside it what a number is for:
/// "item1.X-ABLabel:_$!<WorkFAX>!$_".
void addLabels(std::vector<ContentLine>& lines) {
    std::map<std::string, std::string> labels;
    for (const auto& line : lines) {
        if (line.name == "X-ABLABEL" && !line.group.empty()) {
            labels[line.group] = core::lowerAscii(valueText(line));
        }
    }
    for (auto& line : lines) {
        const auto label = labels.find(line.group);
        if (label == labels.end() || line.group.empty()) continue;
        if (label->second.find("fax") != std::string::npos) {
            line.parameters.push_back({"type", "fax"});
        }
        if (label->second.find("work") != std::string::npos) {
            line.parameters.push_back({"type", "work"});
        }
    }
}

bool isGroup(const ContentLine& line) {
    const bool isKind = line.name == "KIND" || line.name == "X-ADDRESSBOOKSERVER-KIND";
    return isKind && core::lowerAscii(core::trim(line.value)) == "group";
}

}  // namespace

std::optional<Card> cardOf(std::vector<ContentLine> lines) {
    if (std::any_of(lines.begin(), lines.end(), isGroup)) return std::nullopt;
    addLabels(lines);
    Card card;
    card.numbers = cardNumbers(lines);
    for (const auto& line : lines) {
        addText(line, card);
        if (line.name == "EMAIL") addMail(line, card);
        if (line.name == "PHOTO") addPhoto(line, card);
        if (line.name == "CATEGORIES") addGroups(line, card);
        const auto address = cardAddress(line);
        if (address.kind == CardAddress::Kind::Messages) add(card.addresses, address.text);
        if (address.kind == CardAddress::Kind::Calls && card.sipAddress.empty()) {
            card.sipAddress = address.text;
        }
    }
    giveName(lines, card);
    return card;
}

}  // namespace sidetone::directory
