// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "config/Uds.h"
#include "signin/Step.h"

namespace sidetone::signin {

/// Finds the person's softphone where no sign-in to a call manager has told it: by the device
/// list of CcmcipServer1 and 2 (or of the known call managers), first as User Data Services, then
/// as the older service; where neither exists, by the name that softphones have by convention
/// (EMU-10). Its file is on the file servers.
class FindPhone final : public Step {
public:
    /// Without a phone the sign-in goes on, except where there is nothing else.
    enum class Importance { Optional, Essential };
    FindPhone(Importance importance, std::string_view after)
        : importance_(importance), after_(after) {}

    [[nodiscard]] std::string_view name() const override { return "devices"; }
    [[nodiscard]] std::string title(const Context& context) const override;
    [[nodiscard]] std::vector<std::string_view> needs() const override { return {after_}; }
    [[nodiscard]] bool isReady(const Context& context) const override;
    [[nodiscard]] bool isEssential() const override { return importance_ == Importance::Essential; }
    [[nodiscard]] bool needsPassword() const override { return true; }

protected:
    void run(Context& context) override;

private:
    void askNext(Context& context);
    void ask(Context& context, std::string url, bool isOlder);
    void answered(Context& context, const core::Result<net::HttpResponse>& answer, bool isOlder);
    void listed(Context& context, const net::HttpResponse& answer, bool isOlder);
    void choose(Context& context, const std::string& deviceName, const std::string& why);
    void giveUp(core::Error error);

    Importance importance_;
    std::string_view after_;
    std::vector<net::Endpoint> servers_;
    std::size_t next_ = 0;
    std::string asked_;
    std::string told_;
    std::vector<std::pair<net::Endpoint, core::Error>> failures_;
};

}  // namespace sidetone::signin
