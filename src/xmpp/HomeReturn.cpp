// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/HomeReturn.h"

#include <algorithm>
#include <utility>

namespace sidetone::xmpp {

HomeReturn::HomeReturn(core::Clock& clock, core::Random& random,
                       net::ConnectionFactory& connections, std::function<void()> isBack)
    : clock_(clock), random_(random), connections_(connections), isBack_(std::move(isBack)) {}

HomeReturn::~HomeReturn() = default;

void HomeReturn::watch(const Server& home, const std::string& domain, const ReloginLimits& limits,
                       const SessionTimes& times) {
    stop();
    home_ = home;
    domain_ = domain;
    limits_ = limits;
    times_ = times;
    wasThere_ = false;
    wait();
}

void HomeReturn::stop() {
    timer_.stop();
    if (stream_ && !stream_->isEnded()) stream_->drop();
}

void HomeReturn::postpone(core::Milliseconds by) {
    timer_ = clock_.after(by, [this] { look(); });
}

void HomeReturn::wait() {
    const auto width = std::max<std::int64_t>(0, (limits_.upper - limits_.lower).count());
    const auto drawn =
        static_cast<std::int64_t>(random_.below(static_cast<std::uint64_t>(width) + 1));
    postpone(limits_.lower + core::Milliseconds(drawn));
}

void HomeReturn::look() {
    timer_.stop();
    NegotiationGoal goal;
    goal.domain = domain_;
    stream_ = std::make_unique<Stream>(clock_, connections_, *this);
    stream_->open(home_, std::move(goal), memory_, times_);
}

void HomeReturn::streamSecured() {
    // A server that speaks XMPP with the right certificate; nobody signs in.
    stream_->drop();
    if (!std::exchange(wasThere_, true)) return wait();
    timer_ = clock_.after(core::Milliseconds(0), [this] {
        timer_.stop();
        isBack_();
    });
}

void HomeReturn::streamReady(Negotiation::State) {
    stream_->drop();
}

void HomeReturn::streamEnded(const Ending&) {
    wasThere_ = false;
    wait();
}

}  // namespace sidetone::xmpp
