// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/report/ReportSender.h"

#include <QFile>
#include <algorithm>
#include <filesystem>
#include <utility>

namespace sidetone::client {

using core::ErrorCode;
using std::chrono_literals::operator""s;

namespace {

constexpr core::Milliseconds exchangeLimit = 60s;
constexpr core::Milliseconds waits[] = {2s, 10s};

bool mayPass(const core::Error& error) {
    switch (error.code) {
        case ErrorCode::Timeout:
        case ErrorCode::Refused:
        case ErrorCode::Unreachable:
        case ErrorCode::Unavailable:
            return true;
        default:
            return false;
    }
}

core::Error refusedBy(int status, const std::string& tried) {
    const auto answer = "the server answered " + std::to_string(status);
    if (status >= 500) return core::fail(ErrorCode::Unavailable, tried, answer);
    if (status == 413) {
        return core::fail(ErrorCode::TooLarge, tried, "the report is too large for it (413)");
    }
    return core::fail(ErrorCode::BadAnswer, tried, answer);
}

std::string part(const std::string& boundary, const std::string& name, const std::string& value) {
    return "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" +
           value + "\r\n";
}

}  // namespace

FormBody reportForm(const std::string& fileName, const std::string& zip, const std::string& user,
                    core::Random& random) {
    std::string boundary;
    do {
        boundary = "report-" + random.hex(16);
    } while (zip.find(boundary) != std::string::npos);
    FormBody form;
    form.contentType = "multipart/form-data; boundary=" + boundary;
    form.body = part(boundary, "user", user) + part(boundary, "client-version", SIDETONE_VERSION);
    form.body += "--" + boundary +
                 "\r\nContent-Disposition: form-data; name=\"zipFileName\"; filename=\"" +
                 fileName + "\"\r\nContent-Type: application/zip\r\n\r\n";
    form.body += zip + "\r\n--" + boundary + "--\r\n";
    return form;
}

/// One report on its way.
struct ReportSender::Sending {
    core::Promise<void> promise;
    net::HttpRequest request;
    std::string tried;
    std::string path;
    std::size_t attempt = 0;
    core::Timer wait;
    core::Owner owner;
};

ReportSender::ReportSender(net::HttpClient& http, core::Clock& clock, core::Random& random)
    : http_(http), clock_(clock), random_(random) {}

ReportSender::~ReportSender() = default;

core::Task<void> ReportSender::send(const Report& report, const std::string& user) {
    using Outcome = core::Task<void>;
    if (report.uploadUrl.empty()) {
        return Outcome::ready(
            core::fail(ErrorCode::Forbidden, "Sending the problem report", report.whyNoUpload));
    }
    QFile file(QString::fromStdString(report.path));
    if (!file.open(QIODevice::ReadOnly)) {
        return Outcome::ready(core::fail(ErrorCode::Storage, "Reading " + report.path,
                                         file.errorString().toStdString(),
                                         "Write the report again."));
    }
    const auto zip = file.readAll().toStdString();
    auto sending = std::make_shared<Sending>();
    sending->tried = "Sending the problem report to " + report.uploadUrl;
    sending->path = report.path;
    auto form =
        reportForm(std::filesystem::path(report.path).filename().string(), zip, user, random_);
    sending->request.method = "POST";
    sending->request.url = report.uploadUrl;
    sending->request.headers = {{"Content-Type", form.contentType}};
    sending->request.body = std::move(form.body);
    sending->request.timeout = exchangeLimit;
    sending->request.followRedirects = false;
    auto task = sending->promise.task();
    sending->promise.onCancel([this, weak = std::weak_ptr(sending)] {
        if (const auto alive = weak.lock()) std::erase(sendings_, alive);
    });
    sendings_.push_back(sending);
    post(sending);
    return task;
}

void ReportSender::post(const std::shared_ptr<Sending>& sending) {
    http_.send(sending->request)
        .then(sending->owner, [this, weak = std::weak_ptr(sending)](auto answer) {
            if (const auto alive = weak.lock()) answered(alive, std::move(answer));
        });
}

void ReportSender::answered(const std::shared_ptr<Sending>& sending,
                            core::Result<net::HttpResponse> answer) {
    if (answer && answer->status >= 200 && answer->status < 300)
        return end(sending, core::Status());
    auto error = answer ? refusedBy(answer->status, sending->tried) : answer.error();
    if (mayPass(error) && sending->attempt < std::size(waits)) {
        sending->wait =
            clock_.after(waits[sending->attempt++], [this, weak = std::weak_ptr(sending)] {
                if (const auto alive = weak.lock()) post(alive);
            });
        return;
    }
    error.tried = sending->tried;
    error.advice = "The report is kept in " + sending->path +
                   ". Try again later, or give the file to your administrator.";
    end(sending, std::move(error));
}

void ReportSender::end(const std::shared_ptr<Sending>& sending, core::Status how) {
    const auto promise = sending->promise;
    std::erase(sendings_, sending);
    promise.settle(std::move(how));
}

}  // namespace sidetone::client
