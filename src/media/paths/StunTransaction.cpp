// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/paths/StunTransaction.h"

#include <utility>

namespace sidetone::media {

StunTransaction::StunTransaction(core::Clock& clock, const StunTransactionId& id,
                                 std::vector<std::uint8_t> datagram, const StunTimes& times,
                                 Send send, OnTimeout onTimeout)
    : clock_(clock),
      id_(id),
      datagram_(std::move(datagram)),
      times_(times),
      send_(std::move(send)),
      onTimeout_(std::move(onTimeout)),
      wait_(times.first) {
    sendOnce();
}

void StunTransaction::sendOnce() {
    ++sends_;
    waitForNext();
    if (!isQuiet_) send_(datagram_);
}

void StunTransaction::waitForNext() {
    if (sends_ >= times_.sends) {
        timer_ = clock_.after(times_.first * times_.lastFactor, [this] {
            const auto tell = onTimeout_;  // it may destroy this
            tell();
        });
        return;
    }
    timer_ = clock_.after(wait_, [this] { sendOnce(); });
    wait_ *= 2;
}

}  // namespace sidetone::media
