// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/Clock.h"
#include "telephony/CallControl.h"

namespace sidetone::test {

/// A call control without any telephone: it does what it is told, and the test plays the other
/// side.
class FakeCalls final : public telephony::CallControl {
    Q_OBJECT
public:
    explicit FakeCalls(core::Clock& clock) : clock_(clock) {}

    [[nodiscard]] telephony::LineState lineState() const override { return line_; }
    [[nodiscard]] std::optional<core::Error> lineError() const override { return lineError_; }
    [[nodiscard]] std::vector<telephony::Call> calls() const override;
    [[nodiscard]] std::optional<telephony::Call> call(telephony::CallId id) const override;
    core::Result<telephony::CallId> dial(const std::string& target) override;
    core::Status answer(telephony::CallId id) override;
    core::Status decline(telephony::CallId id) override;
    core::Status hangUp(telephony::CallId id) override;
    core::Status hold(telephony::CallId id) override;
    core::Status resume(telephony::CallId id) override;
    core::Status setMuted(telephony::CallId id, bool muted) override;
    core::Status sendDigits(telephony::CallId id, const std::string& digits) override;
    core::Status merge(const std::vector<telephony::CallId>& calls) override;
    core::Status setVideo(telephony::CallId id, telephony::OwnVideo video) override;
    [[nodiscard]] media::VideoViews pictures(telephony::CallId /*id*/) const override {
        return views;
    }

    /// The other side calls.
    telephony::CallId ring(const std::string& uri, const std::string& name);
    /// The other side does something: the call goes to this state.
    void move(telephony::CallId id, telephony::CallState state);
    /// The call ends for this reason.
    void end(telephony::CallId id, telephony::CallEnd end, const std::string& reason = {});
    /// Changes anything of a call and tells it.
    telephony::Call& edit(telephony::CallId id) { return calls_[id]; }
    void tell(telephony::CallId id) { Q_EMIT callChanged(id); }
    void setLine(telephony::LineState line, std::optional<core::Error> error = {});

    /// Where a test puts the pictures of both sides.
    const media::VideoViews views{std::make_shared<media::PictureFeed>(),
                                  std::make_shared<media::PictureFeed>()};
    std::vector<std::string> log;  ///< the commands as they came, "hold 1"

private:
    core::Status change(telephony::CallId id, const char* command, telephony::CallState state);
    core::Clock& clock_;
    std::map<telephony::CallId, telephony::Call> calls_;
    telephony::CallId lastId_ = 0;
    telephony::LineState line_ = telephony::LineState::Registered;
    std::optional<core::Error> lineError_;
};

}  // namespace sidetone::test
