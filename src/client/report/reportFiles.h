// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "client/Report.h"
#include "client/report/ReportContents.h"
#include "core/Log.h"

namespace sidetone::client {

/// The files of a report by EMU-14, before the last pass that removes secrets: report.txt,
/// sysinfo.txt, trace.txt, services.txt, calls.txt, config/parameters.txt, config/<source>, and
/// jabber.log where policy allows logs in reports (EnablePrt).
[[nodiscard]] std::vector<ReportFile> reportFiles(const ReportContents& contents,
                                                  const std::vector<core::LogLine>& log,
                                                  core::WallTime now);

/// A configuration text without the values of parameters that are secrets, whatever its format.
[[nodiscard]] std::string withoutSecretParameters(const std::string& text);

/// "2026-05-03 14:07:09.123 UTC".
[[nodiscard]] std::string inWords(core::WallTime time);

}  // namespace sidetone::client
