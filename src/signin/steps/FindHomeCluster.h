// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "signin/Step.h"

namespace sidetone::signin {

/// Asks which cluster is the person's home and goes there (DISC-20). The address is looked for
/// as an e-mail address first, then its first part as a user id: the same word may be another
/// person's user id.
class FindHomeCluster final : public Step {
public:
    [[nodiscard]] std::string_view name() const override { return "home-cluster"; }
    [[nodiscard]] std::string title(const Context& context) const override;
    [[nodiscard]] std::vector<std::string_view> needs() const override {
        return {"uds-version", "email-prompt"};
    }

protected:
    void run(Context& context) override;

private:
    void askNext(Context& context);
    void ask(Context& context, std::string query);
    void answered(Context& context, const net::HttpResponse& answer);
    void found(Context& context, const std::string& askedUrl);
    void unknown(Context& context);
    void listServers(Context& context, const net::Endpoint& home);
    void arrived(Context& context, const net::Endpoint& home);

    std::vector<std::string> queries_;
    std::size_t next_ = 0;
    int pending_ = 0;
    std::string asked_;
};

}  // namespace sidetone::signin
