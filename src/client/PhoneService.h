// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <functional>
#include <memory>
#include <optional>

#include "client/Client.h"
#include "client/PathKeeper.h"
#include "client/PlatformParts.h"
#include "core/Clock.h"
#include "media/MediaEngine.h"
#include "signin/Deployment.h"
#include "signin/TraceRecorder.h"
#include "telephony/CallEnded.h"
#include "telephony/LineSettings.h"

namespace sidetone::telephony {
class SoftPhone;
}

namespace sidetone::client {

/// What the device file and the profile say of the phone, as the softphone wants it (PROV-02).
[[nodiscard]] telephony::LineSettings lineSettingsOf(const signin::Deployment& deployment,
                                                     const std::optional<core::Secret>& password);

/// The low-bandwidth mode, as the person chose it (AUD-10).
[[nodiscard]] media::SoundBandwidth soundBandwidthOf(const config::Settings& settings);

/// The softphone of the signed-in person, with its media engine. It records its own step in the
/// sign-in's trace. Protocol thread.
class PhoneService : public QObject {
    Q_OBJECT
public:
    PhoneService(Platform::Parts& platform, const signin::Deployment& deployment,
                 const std::optional<core::Secret>& password,
                 std::shared_ptr<signin::TraceRecorder> recorder);
    ~PhoneService() override;

    void start();
    /// Ends calls and unregisters; `done` comes then, at the latest after 2 s.
    void stop(std::function<void()> done);
    /// The network is back: registers now instead of after a wait.
    void retryNow();
    /// Other servers, after the network changed: registers with them, at once or, while a call
    /// lives, after its end.
    void goOn(const signin::Deployment& deployment, const std::optional<core::Secret>& password);
    /// The person chose otherwise: what their choices say of calls counts from the next call on.
    void settingsChanged(const signin::Deployment& deployment);
    [[nodiscard]] Service service() const;
    [[nodiscard]] telephony::CallControl* calls();
    [[nodiscard]] std::optional<core::Error> error() const;
    /// What the directory knows of the other side of a call.
    void suggestName(telephony::CallId id, const std::string& name);
    /// True once the line is registered or has failed for the first time.
    [[nodiscard]] bool isSettled() const { return isSettled_; }

Q_SIGNALS:
    void changed();
    void callEnded(const sidetone::telephony::CallEnded& call);

private:
    void lineChanged();
    void nameServers();
    void moveOn();
    void finishStep(signin::Evidence evidence);

    Platform::Parts& platform_;
    std::shared_ptr<signin::TraceRecorder> recorder_;
    std::optional<signin::TraceRecorder::StepId> step_;
    std::string server_;
    telephony::LineSettings settings_;
    media::SoundBandwidth bandwidth_;
    std::optional<telephony::LineSettings> next_;  ///< when the last call has ended
    core::Timer moveLater_;                        ///< set from then until the line moves
    PathKeeper paths_;
    std::unique_ptr<media::MediaEngine> engine_;
    std::unique_ptr<telephony::SoftPhone> phone_;
    bool isSettled_ = false;
};

}  // namespace sidetone::client
