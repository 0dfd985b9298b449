// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/sso/StandardRedirects.h"

#include <utility>

#include "core/text.h"
#include "signin/sso/LoopbackListener.h"
#include "signin/sso/Pkce.h"

namespace sidetone::signin::sso {
namespace {

constexpr std::string_view linkUri = "ciscojabber://oauth";

}  // namespace

/// Who waits for a link; the newest one gets it.
struct StandardRedirects::Waiting {
    LinkRedirect* newest = nullptr;
};

class StandardRedirects::LinkRedirect final : public Redirect {
public:
    explicit LinkRedirect(std::shared_ptr<Waiting> waiting) : waiting_(std::move(waiting)) {
        waiting_->newest = this;
    }
    ~LinkRedirect() override {
        if (waiting_->newest == this) waiting_->newest = nullptr;
    }
    [[nodiscard]] std::string uri() const override { return std::string(linkUri); }
    [[nodiscard]] core::Task<std::string> parameters() override { return promise_.task(); }
    void arrived(const std::string& parameters) {
        const auto promise = promise_;  // whoever waits may destroy this
        promise.settle(parameters);
    }

private:
    std::shared_ptr<Waiting> waiting_;
    core::Promise<std::string> promise_;
};

StandardRedirects::StandardRedirects(core::Clock& clock, core::Random& random)
    : clock_(clock), random_(random), waiting_(std::make_shared<Waiting>()) {}

StandardRedirects::~StandardRedirects() = default;

core::Result<std::unique_ptr<Redirect>> StandardRedirects::loopback() {
    return LoopbackListener::open(clock_, "/" + randomText(random_, 18));
}

core::Result<std::unique_ptr<Redirect>> StandardRedirects::link() {
    return std::unique_ptr<Redirect>(std::make_unique<LinkRedirect>(waiting_));
}

bool StandardRedirects::openLink(const std::string& link) {
    const auto mark = link.find_first_of("?#");
    if (mark == std::string::npos || waiting_->newest == nullptr) return false;
    auto place = core::lowerAscii(link.substr(0, mark));
    if (place.ends_with('/')) place.pop_back();
    if (place != linkUri) return false;
    waiting_->newest->arrived(link.substr(mark + 1));
    return true;
}

}  // namespace sidetone::signin::sso
