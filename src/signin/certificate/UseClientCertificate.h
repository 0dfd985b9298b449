// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/ClientIdentity.h"
#include "signin/Step.h"

namespace sidetone::signin {

/// Opens the person's own certificate (PKCS#12, ClientCertificateFile) and shows it to the presence
/// servers, which take it in the password's place (AUTH-06, XEP-0178). What opens the file is asked
/// of the person, as often as it is wrong: the file is here, and locks nobody out. Without success
/// the sign-in ends: who set a certificate does not want the password sent to chat instead.
class UseClientCertificate final : public Step {
public:
    [[nodiscard]] std::string_view name() const override { return "client-certificate"; }
    [[nodiscard]] std::string title(const Context& context) const override;
    [[nodiscard]] std::vector<std::string_view> needs() const override {
        return {"presence-servers", "group-config", "one-time-password"};
    }

protected:
    void run(Context& context) override;

private:
    using Opened = core::Result<std::shared_ptr<const net::ClientIdentity>>;

    void readKept(Context& context);
    void askPassword(Context& context, const std::string& why);
    void answered(Context& context, const Answer& answer);
    void keep(Context& context, const Answer& answer);
    /// With the file's own name in the error.
    [[nodiscard]] core::Error named(core::Error error) const;
    void opened(Context& context, const std::shared_ptr<const net::ClientIdentity>& identity);

    std::string file_;
    std::string bytes_;
    int asked_ = 0;  ///< how often
};

}  // namespace sidetone::signin
