// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "config/Settings.h"

namespace sidetone::config {

/// What the machine's administrator says (DISC-23): the desktop's form of managed app
/// configuration and Group Policy. Lines of "Key: value"; a line "locked: Key, Key" (or
/// "locked: all") takes those keys of all policy files out of the person's hands.
struct Policy {
    std::vector<RawSetting> open;    ///< Layer::Policy: a person may still set them by hand
    std::vector<RawSetting> locked;  ///< Layer::PolicyLocked
    std::vector<Remark> remarks;     ///< also: a key that is locked and has no value
};

/// One policy file and its name, for remarks.
struct PolicyText {
    std::string name;
    std::string text;
};

/// Reads policy files in their order; of equal keys the last counts. Names and values come in the
/// registry's spelling where they are known. Never fails: what cannot be read is remarked on.
[[nodiscard]] Policy parsePolicy(const std::vector<PolicyText>& files);

/// The files *.conf of the folder (/etc/sidetone/policy.d) in the order of their names. A folder
/// that is not there holds none; a file that cannot be read is remarked on in the result, because
/// a policy must not vanish silently.
[[nodiscard]] Policy readPolicyFolder(const std::filesystem::path& folder);

}  // namespace sidetone::config
