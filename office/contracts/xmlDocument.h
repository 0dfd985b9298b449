// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>

#include "core/XmlElement.h"
#include "office/http/HttpMessage.h"

namespace sidetone::office {

/// Adds a child and gives it back.
inline core::XmlElement& addChild(core::XmlElement& parent, core::XmlElement child) {
    parent.add(std::move(child));
    return parent.children.back();
}

/// A child that holds text alone; an empty one is written too, because clients read every field
/// without looking whether it is there.
inline core::XmlElement& addText(core::XmlElement& parent, std::string name, std::string text) {
    core::XmlElement child(std::move(name));
    child.setText(std::move(text));
    return addChild(parent, std::move(child));
}

/// Spelling of booleans in these contracts.
[[nodiscard]] inline std::string word(bool value) {
    return value ? "true" : "false";
}

/// With the declaration that call managers write before it.
[[nodiscard]] inline std::string documentOf(const core::XmlElement& root) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n" + root.toXml() + "\n";
}

}  // namespace sidetone::office
