// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "client/Report.h"
#include "core/Clock.h"
#include "core/Random.h"
#include "core/Task.h"
#include "net/HttpClient.h"

namespace sidetone::client {

/// Sends written reports to the organisation's server: POST multipart/form-data with the zip in
/// the field zipFileName; any 2xx is success (provisioning contract 15.1). What may pass is tried
/// three times; the file stays where it is in any case. Protocol thread.
class ReportSender {
public:
    /// `http` is the plain client, never the one through the edge. All must outlive this.
    ReportSender(net::HttpClient& http, core::Clock& clock, core::Random& random);
    ~ReportSender();
    ReportSender(const ReportSender&) = delete;
    ReportSender& operator=(const ReportSender&) = delete;

    /// Forbidden with Report::whyNoUpload where there is no address; Storage where the file is
    /// gone; else what the server or the network said, after the last try. `user` goes along as a
    /// form field.
    [[nodiscard]] core::Task<void> send(const Report& report, const std::string& user);

private:
    struct Sending;
    void post(const std::shared_ptr<Sending>& sending);
    void answered(const std::shared_ptr<Sending>& sending, core::Result<net::HttpResponse> answer);
    void end(const std::shared_ptr<Sending>& sending, core::Status how);

    net::HttpClient& http_;
    core::Clock& clock_;
    core::Random& random_;
    std::vector<std::shared_ptr<Sending>> sendings_;
};

/// The body of such a request and its content type.
struct FormBody {
    std::string contentType;
    std::string body;
};
/// Fields user, client-version and zipFileName with the file. The boundary does not occur in it.
[[nodiscard]] FormBody reportForm(const std::string& fileName, const std::string& zip,
                                  const std::string& user, core::Random& random);

}  // namespace sidetone::client
