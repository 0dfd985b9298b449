// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/Settings.h"
#include "core/Result.h"

namespace sidetone::config {

/// A jabber-config.xml (also a group file, and JAB_<id>.cnf.xml) as a value.
struct JabberConfig {
    std::vector<RawSetting> settings;  ///< in the file's order, names as written, with their lines
    /// What a person who keeps the file should know: unknown sections and names, names in another
    /// section than documented, values that do not fit. Nothing of it makes the file useless.
    std::vector<Remark> remarks;
};

/// Reads the file. Parameters are looked up without case, in whichever section they stand;
/// unknown ones are kept and remarked on (reference client: ignored). Parameters that hold
/// elements (custom tabs, message labels) are not settings and are left out.
/// BadAnswer: not well-formed, not valid in its encoding, or another root than `config`; then
/// the last good copy stays in use. `layer` is what the remarks name.
[[nodiscard]] core::Result<JabberConfig> parseJabberConfig(std::string_view document,
                                                           Layer layer = Layer::GlobalFile);

/// The group file's name out of a device's support field ("configurationfile=group.xml"): without
/// a leading slash; empty where there is none.
[[nodiscard]] std::string groupFileOf(std::string_view supportField);

}  // namespace sidetone::config
