// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <memory>

#include "demo/Program.h"
#include "demo/Report.h"
#include "demo/Stage.h"

namespace sidetone::demo {

/// What happens in the demo, scene by scene: two people sign in, see each other's presence, chat
/// and talk. Every scene checks what it shows and goes on where it can.
class Play {
public:
    Play(Stage& stage, Report& report);
    ~Play();

    /// All scenes; false where the play could not even begin.
    bool run();
    /// Until both windows are closed by their people.
    void wait();

private:
    /// One of the two people: their program, tone and sound files.
    struct Actor {
        QString name;
        QString address;
        QString number;
        double frequency = 0;
        QString heard;  ///< WAV file of what they heard
        std::unique_ptr<Program> program;
    };

    bool prepare(Actor& actor, int index, double frequency);
    bool signIn(Actor& actor, int index);
    void showSignIn(const Actor& actor);
    void failedSignIn();
    void showServices(Actor& actor);
    void presence();
    void messages();
    void sendTen(Actor& from, Actor& to);
    void call();
    bool connectCall();
    void holdAndResume();
    void digits();
    void hangUp();
    void checkSound(const Actor& listener, const Actor& speaker);
    void screenshot(Actor& actor, const QString& name);
    void arrange(Actor& actor, const QString& theme, const QString& size);

    Stage& stage_;
    Report& report_;
    Actor anna_;
    Actor ben_;
    double holdSeconds_ = 0;
};

}  // namespace sidetone::demo
