// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "signin/Step.h"
#include "signin/enrolment/CapfSession.h"

namespace sidetone::signin {

/// Gets the softphone its certificate where its call managers want one (AUTH-04, DISC-14): when
/// there is none yet, when they expect another, and after two thirds of its life. Only inside: the
/// enrolment servers cannot be reached through the edge. Without success the sign-in goes on, with
/// the present certificate where there is one.
class EnrolDevice final : public Step {
public:
    [[nodiscard]] std::string_view name() const override { return "enrolment"; }
    [[nodiscard]] std::string title(const Context& context) const override;
    [[nodiscard]] std::vector<std::string_view> needs() const override { return {"device-file"}; }
    [[nodiscard]] bool isEssential() const override { return false; }

protected:
    void run(Context& context) override;

private:
    using Present = std::shared_ptr<const net::ClientIdentity>;

    void looked(Context& context);
    /// Why a certificate is needed; empty where the present one will do.
    [[nodiscard]] std::string dueReason(const Context& context) const;
    void begin(Context& context);
    void askString(Context& context);
    void connectNext(Context& context);
    void talk(Context& context, const std::string& server,
              std::shared_ptr<net::Connection> connection);
    void enrolled(Context& context, const core::Result<Enrolled>& outcome);
    void wentOn(Context& context, const core::Error& error);
    void show(Context& context, const Present& identity) const;

    Present present_;
    std::string due_;
    core::Secret string_;
    std::size_t next_ = 0;
    std::optional<core::Error> last_;
    /// All of them, until the step ends: a session may be telling its end while the next begins.
    std::vector<std::unique_ptr<CapfSession>> sessions_;
};

}  // namespace sidetone::signin
