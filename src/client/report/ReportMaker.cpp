// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/report/ReportMaker.h"

#include <QDateTime>
#include <set>
#include <system_error>
#include <utility>

#include "client/report/reportFiles.h"
#include "client/report/upload.h"
#include "client/report/zip.h"

namespace sidetone::client {
namespace {

constexpr std::size_t keptReports = 10;

}  // namespace

ReportMaker::ReportMaker(core::Log& log, const core::Clock& clock, std::filesystem::path folder)
    : log_(log), clock_(clock), folder_(std::move(folder)) {}

std::filesystem::path ReportMaker::nameFor(const core::Address& person) const {
    std::string user;
    for (const char c : person.user()) {
        const bool isPlain =
            (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
        user += isPlain ? c : '_';
    }
    const auto time =
        QDateTime::fromMSecsSinceEpoch(clock_.wallTime().time_since_epoch().count(), Qt::UTC)
            .toString(QStringLiteral("yyyyMMdd-HHmmss"))
            .toStdString();
    return folder_ / ("PROBLEM_" + (user.empty() ? "nobody" : user) + "_" + time + ".zip");
}

core::Result<Report> ReportMaker::make(const ReportContents& contents) const {
    std::error_code problem;
    std::filesystem::create_directories(folder_, problem);
    if (!problem) {
        std::filesystem::permissions(folder_, std::filesystem::perms::owner_all, problem);
    }
    if (problem) {
        return core::fail(core::ErrorCode::Storage, "Making the folder " + folder_.string(),
                          problem.message(), "Check the disk's free space.");
    }
    auto report = make(contents, nameFor(contents.person));
    removeOld();
    return report;
}

core::Result<Report> ReportMaker::make(const ReportContents& contents,
                                       const std::filesystem::path& path) const {
    for (const auto& secret : contents.secrets) log_.hide(secret);
    Report report;
    report.path = path.string();
    report.files = reportFiles(contents, log_.recent(), clock_.wallTime());
    for (auto& file : report.files) file.text = log_.clean(file.text);
    if (auto written = writeZip(path, report.files); !written) return written.error();
    const auto upload = uploadFor(contents.settings, contents.network);
    report.uploadUrl = upload.url;
    report.whyNoUpload = upload.whyNot;
    return report;
}

/// Their names sort by time where the person is the same.
void ReportMaker::removeOld() const {
    std::error_code problem;
    std::set<std::pair<std::filesystem::file_time_type, std::filesystem::path>> reports;
    for (std::filesystem::directory_iterator each(folder_, problem), end; !problem && each != end;
         each.increment(problem)) {
        const auto name = each->path().filename().string();
        std::error_code none;
        if (name.starts_with("PROBLEM_") && name.ends_with(".zip")) {
            reports.emplace(each->last_write_time(none), each->path());
        }
    }
    while (reports.size() > keptReports) {
        std::filesystem::remove(reports.begin()->second, problem);
        reports.erase(reports.begin());
    }
}

}  // namespace sidetone::client
