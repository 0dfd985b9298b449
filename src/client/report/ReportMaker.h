// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "client/Report.h"
#include "client/report/ReportContents.h"
#include "core/Clock.h"
#include "core/Log.h"

namespace sidetone::client {

/// Writes problem reports into a folder (PRT-01, NONE-25). Secrets are removed twice: by structure
/// where a text is made, and in the end every form of every secret that the log was told to hide
/// (PRT-04). The ten newest reports are kept. Protocol thread; it waits for the disk.
class ReportMaker {
public:
    /// `folder`: <profile>/reports, made with mode 0700 where it is missing. The log and the clock
    /// must outlive this.
    ReportMaker(core::Log& log, const core::Clock& clock, std::filesystem::path folder);

    /// Writes PROBLEM_<user>_<yyyyMMdd-HHmmss>.zip and gives back what stands in it, to be read by
    /// the person first, and where it may be sent. Storage where it cannot be written.
    [[nodiscard]] core::Result<Report> make(const ReportContents& contents) const;
    /// The same to a file of the caller's choice.
    [[nodiscard]] core::Result<Report> make(const ReportContents& contents,
                                            const std::filesystem::path& path) const;

private:
    [[nodiscard]] std::filesystem::path nameFor(const core::Address& person) const;
    void removeOld() const;

    core::Log& log_;
    const core::Clock& clock_;
    std::filesystem::path folder_;
};

}  // namespace sidetone::client
