// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/Result.h"

namespace sidetone::sip {

/// Somebody in a conference, as its server tells it (RFC 4575 5.6).
struct ConferenceUser {
    std::string address;  ///< the entity: "sip:ben@office.example"
    std::string name;     ///< may be empty
    /// One of their phones is connected, or on hold; else they are being called or have left.
    bool isThere = false;
    friend bool operator==(const ConferenceUser&, const ConferenceUser&) = default;
};

/// The roster of a conference (RFC 4575), put together out of full and partial documents.
class ConferenceInfo {
public:
    /// Takes a document in. BadAnswer where it is none, and where one was missed between (section
    /// 4.4: ask for the whole anew); what came before stays then. False where it was older than
    /// what is known, or the conference has ended.
    core::Result<bool> take(std::string_view document);
    /// Everybody who is there or is called, by address.
    [[nodiscard]] std::vector<ConferenceUser> users() const;
    void forget();

private:
    std::map<std::string, ConferenceUser> users_;
    long long version_ = -1;
};

}  // namespace sidetone::sip
