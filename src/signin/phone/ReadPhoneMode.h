// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "signin/Step.h"

namespace sidetone::signin {

/// Takes the servers of phone mode from the settings (DISC-16): files from TftpServer1 and 2, the
/// device list from CcmcipServer1 and 2. The call manager is the authenticator, and there is no
/// messaging service.
class ReadPhoneMode final : public Step {
public:
    [[nodiscard]] std::string_view name() const override { return "phone-mode"; }
    [[nodiscard]] std::string title(const Context& context) const override;
    [[nodiscard]] std::vector<std::string_view> needs() const override { return {"service"}; }

protected:
    void run(Context& context) override;
};

}  // namespace sidetone::signin
