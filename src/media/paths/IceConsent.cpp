// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/paths/IceConsent.h"

#include <algorithm>
#include <utility>

namespace sidetone::media {
namespace {

constexpr core::Milliseconds leastWait{4000};
constexpr std::uint64_t waitRange = 2001;
constexpr core::Milliseconds consentTime{30'000};
constexpr std::size_t mostAsked = 8;  ///< what 30 s of silence can leave open

}  // namespace

IceConsent::IceConsent(core::Clock& clock, core::Random& random, SendCheck sendCheck,
                       std::function<void()> onLost)
    : clock_(clock), random_(random), sendCheck_(std::move(sendCheck)), onLost_(std::move(onLost)) {
    begin();
    next();
}

bool IceConsent::answered(const StunTransactionId& id) {
    const auto found = std::find(asked_.begin(), asked_.end(), id);
    if (found == asked_.end()) return false;
    asked_.erase(found);
    if (isFresh_) begin();
    return true;
}

void IceConsent::begin() {
    expiry_ = clock_.after(consentTime, [this] {
        isFresh_ = false;
        check_.stop();
        const auto tell = onLost_;  // it may destroy this
        tell();
    });
}

void IceConsent::next() {
    const auto more = core::Milliseconds(static_cast<std::int64_t>(random_.below(waitRange)));
    check_ = clock_.after(leastWait + more, [this] {
        asked_.push_back(sendCheck_());
        if (asked_.size() > mostAsked) asked_.pop_front();
        next();
    });
}

}  // namespace sidetone::media
