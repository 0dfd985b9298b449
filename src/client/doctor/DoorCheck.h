// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "client/doctor/Check.h"
#include "client/doctor/doors.h"
#include "signin/XmppDoor.h"

namespace sidetone::client {

/// Opens one port, and looks at the certificate behind it and at the server's clock.
class DoorCheck final : public Check {
public:
    explicit DoorCheck(Door door) : door_(std::move(door)) {}
    [[nodiscard]] std::string title() const override;
    void run(const CheckContext& context, Done done) override;

private:
    void opened(const CheckContext& context, std::shared_ptr<net::Connection> connection);
    void startTls(const CheckContext& context);
    void ask(const CheckContext& context);
    void readClock(const CheckContext& context, std::string_view date);
    void addOpen();
    void addRefused(const core::Error& error);
    void addCertificate(const CheckContext& context, const net::TlsInfo& tls);
    [[nodiscard]] CheckResult make(const char* check, CheckResult::Level level,
                                   std::string sentence, std::string advice = {}) const;
    void finish();

    Door door_;
    Done done_;
    std::vector<CheckResult> results_;
    std::shared_ptr<net::Connection> connection_;
    std::unique_ptr<signin::XmppDoor> chat_;
    core::Owner owner_;
};

/// What the end of a certificate means: bad when it is over, a warning within 30 days.
[[nodiscard]] CheckResult::Level judgeEnd(core::WallTime end, core::WallTime now);
/// What a difference of clocks means: a warning over 30 s, bad over 5 minutes (tokens and
/// certificates are refused then).
[[nodiscard]] CheckResult::Level judgeSkew(core::Milliseconds skew);

}  // namespace sidetone::client
