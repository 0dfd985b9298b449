// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <deque>

#include "telephony/CallControl.h"

namespace sidetone::client {

/// The last calls with what was measured of them, for the problem report (PRT-01): the call
/// history keeps no statistics. Ten calls at most, the newest last, those that still run included.
/// Protocol thread.
class CallMemory : public QObject {
    Q_OBJECT
public:
    static constexpr std::size_t most = 10;

    /// Listens to these calls from now on; what is remembered of earlier ones stays. The calls may
    /// go away before this.
    void listen(telephony::CallControl& calls);
    [[nodiscard]] const std::deque<telephony::Call>& calls() const { return calls_; }

private:
    void take(const telephony::CallControl& control, telephony::CallId id);

    std::deque<telephony::Call> calls_;
};

}  // namespace sidetone::client
