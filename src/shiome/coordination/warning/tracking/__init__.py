"""From detections of several sensors to tracks, from tracks of several partners to one, and from a track to where it comes down.

Everything is computed for all tracks at once on arrays. Positions and velocities are Earth-fixed (ECEF, WGS 84), in metres and metres per
second; times are seconds; angles are radians. Modules, lowest first::

    earth          geodetic coordinates, local axes, distance along the ground
    atmosphere     density of the air by height
    dynamics       gravity with J2, rotation, drag, thrust; Runge-Kutta steps and their Jacobian
    kalman         predict, update, distance, for stacks of Gaussians
    motion         how targets move: constant velocity, or boost, coast and re-entry as interacting models
    sensors        what a sensor measures of a position, unbiased conversion, who sees whom
    calibration    offsets of the sensors' clocks and their biases, learnt from innovations
    association    gates and global nearest neighbour
    bank           the tracks as arrays
    initiation     new tracks from detections that belong to none
    tracker        one frame after another, in any order within a window
    clocks         clocks that are off by seconds, found by shifting flights in time
    watched        a tracker that sets such clocks right
    fusion         tracks of partners: association and covariance intersection
    impact         where and when a track comes down, with its uncertainty
    ranges         the class by range, with probabilities
    metrics        OSPA, GOSPA, normalised error
"""
