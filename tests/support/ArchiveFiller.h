// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace sidetone::test {

/// What a person has missed while they were away for long.
struct MissedMessages {
    std::string folder;  ///< the office's
    std::string user;    ///< "anna"
    std::string domain;  ///< "office.example"
    int count = 0;
    int peers = 20;    ///< from peer0@domain, peer1@domain and so on in turn
    int seconds = 60;  ///< between two of them; the last one came just now
};

/// Writes messages into the archive of the office's Prosody 0.12.3 as it would have written them
/// (mod_storage_sql). The archive ids are far-0, far-1 and so on, the bodies "missed 0", "missed
/// 1". Prosody has to be stopped meanwhile. Empty, or what SQLite said.
[[nodiscard]] std::string fillArchive(const MissedMessages& missed);

}  // namespace sidetone::test
