// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/ProxyCredentials.h"
#include "signin/Questions.h"

namespace sidetone::client {

/// Asks the person for a proxy's user name and password, by whoever shows questions at the
/// moment. Protocol thread.
class ProxyQuestions final : public net::ProxyCredentials {
public:
    /// Null: nobody can be asked, as in `explain`. The questions must outlive this or be taken
    /// away.
    void showBy(signin::Questions* questions) { questions_ = questions; }
    [[nodiscard]] core::Task<net::HttpCredentials> ask(net::ProxyChallenge challenge) override;

private:
    signin::Questions* questions_ = nullptr;
    core::Owner owner_;
};

}  // namespace sidetone::client
