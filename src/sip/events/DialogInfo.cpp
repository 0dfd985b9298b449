// SPDX-License-Identifier: GPL-3.0-or-later
#include "sip/events/DialogInfo.h"

#include <algorithm>

#include "core/XmlReader.h"
#include "core/text.h"

namespace sidetone::sip {
namespace {

constexpr std::size_t mostDialogs = 200;

core::Error bad(std::string why) {
    return core::fail(core::ErrorCode::BadAnswer, "Reading the state of a line", std::move(why));
}

}  // namespace

core::Result<bool> DialogInfo::take(std::string_view document) {
    // Call managers misspell the name space (urn:ietf:parmams), so the names alone count.
    const auto root = core::readXml(document);
    if (!root) return root.error();
    if (root->name != "dialog-info") return bad("it is no dialog-info");
    const auto number = core::parseNumber(root->attribute("version"));
    const bool full = root->attribute("state") != "partial";
    if (!number || *number > 0xffffffffULL) return bad("it has no version");
    const auto version = static_cast<long long>(*number);
    if (version_ >= 0 && version <= version_ && !full) return false;
    if (!full && version_ >= 0 && version != version_ + 1) return bad("a document is missing");
    if (!full && version_ < 0) return bad("a document is missing");
    version_ = version;
    if (full) dialogs_.clear();
    for (const auto& dialog : root->children) {
        if (dialog.name != "dialog") continue;
        const std::string id(dialog.attribute("id"));
        const auto state = dialog.childText("state");
        if (state == "terminated" || state.empty()) {
            dialogs_.erase(id);
        } else if (dialogs_.size() < mostDialogs) {
            dialogs_[id] = readLineDialog(dialog);
        }
    }
    return true;
}

Lamp DialogInfo::lamp() const {
    if (version_ < 0) return Lamp::Unknown;
    if (dialogs_.empty()) return Lamp::Idle;
    const bool talks = std::any_of(dialogs_.begin(), dialogs_.end(),
                                   [](const auto& entry) { return entry.second.isConfirmed; });
    return talks ? Lamp::Busy : Lamp::Ringing;
}

std::vector<LineDialog> DialogInfo::dialogs() const {
    std::vector<LineDialog> all;
    for (const auto& [id, dialog] : dialogs_) all.push_back(dialog);
    return all;
}

void DialogInfo::forget() {
    dialogs_.clear();
    version_ = -1;
}

}  // namespace sidetone::sip
