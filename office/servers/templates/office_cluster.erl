%% SPDX-License-Identifier: GPL-3.0-or-later
%% Keeps two nodes one cluster. The second joins the first once; when it comes back later it takes
%% up what it has and what the first has by then, since joining would throw its own away. A node
%% that stood still for so long that the other gave it up ends: both would otherwise go on alone,
%% each with half of the people, as mnesia never joins again what has been parted. The office
%% starts it anew.
-module(office_cluster).
-export([start/1]).

%% Milliseconds: less than net_ticktime, after which the other node gives one up.
-define(STOOD_STILL, 5000).
-define(BEAT, 1000).

start(First) ->
    ok = join(First),
    spawn(fun() ->
        {ok, _} = mnesia:subscribe(system),
        erlang:send_after(?BEAT, self(), beat),
        Now = now_in_milliseconds(),
        watch(Now, Now - 60000)
    end),
    ok.

join(First) when First =:= node() -> ok;
join(First) ->
    case lists:member(First, mnesia:system_info(db_nodes)) of
        true -> ok;
        false -> ejabberd_cluster:join(First)
    end.

%% Last: of the last beat; Stood: when we last noticed that we had stood still.
watch(Last, Stood) ->
    receive
        beat ->
            erlang:send_after(?BEAT, self(), beat),
            Now = now_in_milliseconds(),
            watch(Now, stood(Now, Last, Stood));
        {mnesia_system_event, {mnesia_down, Node}} ->
            parted(Node, stood(now_in_milliseconds(), Last, Stood)),
            watch(Last, Stood);
        {mnesia_system_event, {inconsistent_database, _, Node}} ->
            parted(Node, stood(now_in_milliseconds(), Last, Stood)),
            watch(Last, Stood);
        _ ->
            watch(Last, Stood)
    end.

stood(Now, Last, _) when Now - Last > ?STOOD_STILL -> Now;
stood(_, _, Stood) -> Stood.

parted(Node, Stood) ->
    case now_in_milliseconds() - Stood < 30000 of
        true ->
            logger:warning("~p gave this node up while it stood still: it starts anew", [Node]),
            erlang:halt(1);
        false -> ok
    end.

%% Goes on while the process stands still.
now_in_milliseconds() -> erlang:monotonic_time(millisecond).
