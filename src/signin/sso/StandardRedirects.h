// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "core/Clock.h"
#include "core/Random.h"
#include "signin/Redirects.h"

namespace sidetone::signin::sso {

/// The loopback listener and the link of the desktop. Protocol thread.
class StandardRedirects final : public Redirects {
public:
    StandardRedirects(core::Clock& clock, core::Random& random);
    ~StandardRedirects() override;

    [[nodiscard]] core::Result<std::unique_ptr<Redirect>> loopback() override;
    [[nodiscard]] core::Result<std::unique_ptr<Redirect>> link() override;
    /// A link that was opened: true where it is ciscojabber://oauth?... and a sign-on waits for
    /// it.
    bool openLink(const std::string& link);

private:
    class LinkRedirect;
    struct Waiting;
    core::Clock& clock_;
    core::Random& random_;
    std::shared_ptr<Waiting> waiting_;
};

}  // namespace sidetone::signin::sso
