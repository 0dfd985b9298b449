// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "config/Settings.h"
#include "core/Result.h"

namespace sidetone::config {

/// What the installer wrote for the first launch (DISC-18; provisioning contract 12.1 and 12.2).
struct Bootstrap {
    std::vector<RawSetting> settings;  ///< in the registry's spelling of names and values
    std::vector<Remark> remarks;
};

/// Reads jabber-bootstrap.properties by EMU-12: installer switches and parameter names, any case.
/// Never fails: what cannot be read is remarked on.
[[nodiscard]] Bootstrap parseBootstrap(std::string_view text);

/// The rule that the installer's file is read on the initial launch alone, and that everything
/// comes from a copy afterwards. The copy in the profile folder is the memory: where it is there,
/// the file is not looked at again, however it was edited.
class FirstLaunch {
public:
    /// `installed`: /etc/sidetone/jabber-bootstrap.properties. `remembered`: the copy's place.
    FirstLaunch(std::filesystem::path installed, std::filesystem::path remembered);

    /// True until read() has been called once for this profile.
    [[nodiscard]] bool isFirst() const;
    /// The settings that count now; on the first launch the copy is made, also an empty one where
    /// nothing is installed. Storage where the copy cannot be written or read.
    [[nodiscard]] core::Result<Bootstrap> read() const;

private:
    std::filesystem::path installed_;
    std::filesystem::path remembered_;
};

}  // namespace sidetone::config
