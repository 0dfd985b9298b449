// SPDX-License-Identifier: GPL-3.0-or-later
#include "sip/events/ConferenceInfo.h"

#include <algorithm>

#include "core/XmlReader.h"
#include "core/text.h"

namespace sidetone::sip {
namespace {

constexpr std::size_t mostUsers = 1'000;

core::Error bad(std::string why) {
    return core::fail(core::ErrorCode::BadAnswer, "Reading who is in the conference",
                      std::move(why));
}

/// Section 5.7.5: dialling and alerting are not there yet, disconnected no longer.
bool isConnected(const core::XmlElement& endpoint) {
    const auto status = endpoint.childText("status");
    return status == "connected" || status == "on-hold" || status == "muted-via-focus";
}

void takeUser(const core::XmlElement& user, ConferenceUser& known) {
    bool hasEndpoints = false;
    bool isThere = false;
    for (const auto& child : user.children) {
        if (child.name == "display-text") known.name = core::printable(child.text, 200);
        if (child.name != "endpoint") continue;
        hasEndpoints = true;
        isThere = isThere || isConnected(child);
    }
    if (hasEndpoints) known.isThere = isThere;
}

}  // namespace

core::Result<bool> ConferenceInfo::take(std::string_view document) {
    const auto root = core::readXml(document);
    if (!root) return root.error();
    if (root->name != "conference-info") return bad("it is no conference-info");
    const auto number = core::parseNumber(root->attribute("version"));
    if (!number || *number > 0xffffffffULL) return bad("it has no version");
    const auto version = static_cast<long long>(*number);
    const auto state = root->attribute("state");
    if (state == "deleted") {
        forget();
        return false;
    }
    const bool full = state != "partial";
    if (version_ >= 0 && version <= version_) return false;
    if (!full && version != version_ + 1) return bad("a document is missing");
    version_ = version;
    if (full) users_.clear();
    for (const auto& part : root->children) {
        if (part.name != "users") continue;
        if (part.attribute("state") == "full") users_.clear();
        for (const auto& user : part.children) {
            const std::string entity = core::printable(user.attribute("entity"), 300);
            if (user.name != "user" || entity.empty()) continue;
            if (user.attribute("state") == "deleted") {
                users_.erase(entity);
            } else if (users_.contains(entity) || users_.size() < mostUsers) {
                auto& known = users_[entity];
                if (user.attribute("state") != "partial") known = {};
                known.address = entity;
                takeUser(user, known);
            }
        }
    }
    return true;
}

std::vector<ConferenceUser> ConferenceInfo::users() const {
    std::vector<ConferenceUser> all;
    for (const auto& [address, user] : users_) all.push_back(user);
    return all;
}

void ConferenceInfo::forget() {
    users_.clear();
    version_ = -1;
}

}  // namespace sidetone::sip
