// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/xmlFields.h"

#include "core/XmlReader.h"
#include "core/text.h"

namespace sidetone::config {

core::Result<core::XmlElement> readDocument(std::string_view document, std::string_view what) {
    auto root = core::readXml(document, {}, core::XmlNames::Plain);
    if (!root) {
        auto error = root.error();
        error.tried = "Reading " + std::string(what);
        return error;
    }
    return root;
}

core::Result<core::XmlElement> readDocument(std::string_view document, std::string_view what,
                                            std::string_view rootName) {
    auto root = readDocument(document, what);
    if (root && root->name != rootName) {
        return core::fail(core::ErrorCode::BadAnswer, "Reading " + std::string(what),
                          "it holds <" + core::printable(root->name, 40) + "> instead of <" +
                              std::string(rootName) + ">");
    }
    return root;
}

const core::XmlElement* findAnywhere(const core::XmlElement& element, std::string_view name) {
    if (element.name == name) return &element;
    for (const auto& child : element.children) {
        if (const auto* found = findAnywhere(child, name)) return found;
    }
    return nullptr;
}

std::string textOf(const core::XmlElement& element) {
    return std::string(core::trim(element.text));
}

std::vector<std::string> childTexts(const core::XmlElement& element, std::string_view name) {
    std::vector<std::string> texts;
    for (const auto& child : element.children) {
        if (child.name != name) continue;
        auto text = textOf(child);
        if (!text.empty()) texts.push_back(std::move(text));
    }
    return texts;
}

std::optional<bool> toBoolean(std::string_view text) {
    const auto word = core::lowerAscii(core::trim(text));
    if (word == "true" || word == "1" || word == "yes" || word == "on") return true;
    if (word == "false" || word == "0" || word == "no" || word == "off") return false;
    return std::nullopt;
}

bool booleanOf(const core::XmlElement& element, std::string_view child, bool fallback) {
    return toBoolean(element.childText(child)).value_or(fallback);
}

int numberOf(const core::XmlElement& element, std::string_view child, int fallback, int least,
             int most) {
    const auto number = core::parseNumber(element.childText(child));
    if (!number || *number > static_cast<std::uint64_t>(most)) return fallback;
    const auto value = static_cast<int>(*number);
    return value < least ? fallback : value;
}

std::uint16_t portOf(const core::XmlElement& element, std::string_view child,
                     std::uint16_t fallback) {
    return static_cast<std::uint16_t>(numberOf(element, child, fallback, 1, 65535));
}

}  // namespace sidetone::config
