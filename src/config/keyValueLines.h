// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/Settings.h"

namespace sidetone::config {

/// A text of "Key: value" lines: bootstrap files, policy files, and what the client itself keeps
/// (provisioning contract 12.1, EMU-12).
struct KeyValueText {
    std::vector<RawSetting> settings;  ///< in the text's order, names as written
    std::vector<Remark> remarks;       ///< lines that are no setting
};

/// Reads it: a byte-order mark, white space around, empty lines, lines that begin with # and the
/// installer's NOT_SPECIFIED are skipped; a line is split at its first : or =. Never fails: what
/// cannot be read is remarked on. Texts over 1 MiB are cut there.
[[nodiscard]] KeyValueText readKeyValueLines(std::string_view text, Layer layer);

/// One line a setting; line breaks in values become spaces.
[[nodiscard]] std::string writeKeyValueLines(const std::vector<RawSetting>& settings);

}  // namespace sidetone::config
