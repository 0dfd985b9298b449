// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "Stage.h"
#include "media/video/TestPattern.h"

namespace sidetone::test {

/// The number in the other side's test picture.
inline constexpr std::uint16_t pictureNumber = 1234;

/// Until the pictures that are there were turned into images and drawn.
inline void waitForPicture(Stage& stage) {
    for (int i = 0; i < 3; ++i) {
        QTest::qWait(60);
        stage.settle();
    }
}

/// Both sides of a call are seen: a test picture there, a smaller one here.
inline void startPictures(Stage& stage, telephony::CallId id) {
    auto& phone = stage.client.phone();
    auto& video = phone.edit(id).video;
    video.possible = video.canSend = video.agreed = video.sending = video.receiving = true;
    video.statistics.picturesShown = 1;
    phone.views.remote->show(media::drawTestPicture({1280, 720}, pictureNumber));
    phone.views.own->show(media::drawTestPicture({512, 288}, 77));
    phone.tell(id);
    stage.settle();
    waitForPicture(stage);
}

}  // namespace sidetone::test
