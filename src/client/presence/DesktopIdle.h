// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <memory>

#include "client/presence/IdleSource.h"

namespace sidetone::client {

/// The desktop's own knowledge, by D-Bus: Mutter's idle monitor or org.freedesktop.ScreenSaver on
/// the session bus; on X11 without either, the screen saver extension; the lock by the session's
/// LockedHint in logind, or by the screen saver. What is not there is not asked again.
class DesktopIdle final : public QObject, public IdleSource {
    Q_OBJECT
public:
    DesktopIdle();
    ~DesktopIdle() override;
    void ask(Answer answer) override;
    void setAwake(bool awake) override;

private:
    struct Question;
    void askIdle(const std::shared_ptr<Question>& question);
    void askLock(const std::shared_ptr<Question>& question);

    bool hasMutter_ = true;
    bool hasScreenSaver_ = true;
    bool hasLogin_ = true;
    std::optional<unsigned> cookie_;  ///< of what keeps the screen awake
    bool wantsAwake_ = false;
};

}  // namespace sidetone::client
